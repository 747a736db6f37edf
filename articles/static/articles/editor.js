// The rich text of an article: the field is a plain textarea that this turns into an editor.
// No import map and no injected style: both would be inline, which the site's policy refuses.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, HorizontalRule,
  Italic, Link, ListItem, Menu, OrderedList, Paragraph, Subscript, Superscript, Text,
} from "../django_prose_editor/editor.js";

const extensions = [
  Document, Dropcursor, Gapcursor, Paragraph, HardBreak, Text, History, Menu, Blockquote, Bold, BulletList,
  Heading.configure({ levels: [2, 3, 4] }), HorizontalRule, Italic,
  Link.configure({ enableTarget: false }), ListItem, OrderedList, Subscript, Superscript,
];

for (const field of document.querySelectorAll("textarea[data-rich-text]")) {
  const box = document.createElement("div");
  box.className = "prose-editor";
  field.before(box);
  box.append(field);
  const editor = new Editor({
    element: box,
    editable: !field.disabled,
    extensions,
    injectCSS: false,
    content: field.value,
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-labelledby": `${field.id}_label`,
        dir: field.dir || "auto", lang: field.lang,
      },
    },
    onUpdate: () => {
      field.value = editor.isEmpty ? "" : editor.getHTML();
    },
  });
}
