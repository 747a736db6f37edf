// The rich text of an article: the field is a plain textarea that this turns into an editor.
// No import map and no injected style: both would be inline, which the site's policy refuses.
import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Italic, Link, ListItem, Menu, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell,
  TableHeader, TableRow, Text,
} from "../django_prose_editor/editor.js";
import { tidied } from "./paste.js";

// It would write widths as styles.
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });

const extensions = [
  Document, Dropcursor, Gapcursor, Paragraph, HardBreak, Text, History, Menu, Blockquote, Bold, BulletList,
  Heading.configure({ levels: [2, 3, 4] }), HorizontalRule, Italic,
  Link.configure({ enableTarget: false }), ListItem, OrderedList, Subscript, Superscript,
  // What an article may hold, so that none of it is lost by a change elsewhere in the text.
  Code, CodeBlock, PlainTable, TableCell, TableHeader, TableRow,
];

// What somebody has typed is not left behind by a slip.
const changed = new Set();
addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});
addEventListener("signed-out", () => changed.clear());

for (const field of document.querySelectorAll("textarea[data-rich-text]")) {
  const box = document.createElement("div");
  box.className = "prose-editor";
  field.before(box);
  box.append(field);
  const sent = field.value;
  const editor = new Editor({
    element: box,
    editable: !field.disabled,
    extensions,
    injectCSS: false,
    content: field.value,
    editorProps: {
      transformPastedHTML: tidied,
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-labelledby": `${field.id}_label`,
        dir: field.dir || "auto", ...(field.lang && { lang: field.lang }),
      },
    },
    onUpdate: () => {
      field.value = editor.isEmpty ? "" : editor.getHTML();
      changed.add(field.form);
      // What a button of the menu did is no input of the browser's.
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  // The field is hidden now: its name leads to what stands in its place.
  const label = document.getElementById(`${field.id}_label`);
  label?.removeAttribute("for");
  label?.addEventListener("click", () => editor.commands.focus());
  // Whoever comes from the list of dead links sees the one it named.
  const asked = new URLSearchParams(location.search).get("link");
  const there = (href) => new URL(href, location.origin).href.replace(/#.*/, "");
  const dead = asked && [...box.querySelectorAll("a[href]")].find((link) => there(link.href) === there(asked));
  // The browser goes to the field, which the address names for those without scripts, until all is loaded.
  if (dead) addEventListener("load", () => requestAnimationFrame(() => {
    const from = editor.view.posAtDOM(dead, 0);
    editor.chain().setTextSelection({ from, to: from + dead.textContent.length }).focus().run();
    dead.scrollIntoView({ block: "center" });
  }));
  // Back gives the field what was typed into it, but only after it was read above.
  addEventListener("pageshow", () => {
    if (field.value !== sent && field.value !== editor.getHTML()) editor.commands.setContent(field.value);
  });
  field.form.addEventListener("input", () => changed.add(field.form));
  field.form.addEventListener("submit", () => changed.delete(field.form));
}
