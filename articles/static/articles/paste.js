// What word processors put on the clipboard, in the words of the editor: it reads no styles, in which they say much.

const HEAVY = /(?<!-)font-weight:\s*(bold|[6-9]00)/i;
const LIGHT = /(?<!-)font-weight:\s*(normal|[1-4]00)/i;
const SLANTED = /(?<!-)font-style:\s*italic/i;
const NUMBERED = /^\s*[\p{L}\p{N}]{1,4}[.)]/u;

const styled = (root, tags) => [...root.querySelectorAll(tags)].map((element) => [element, element.dataset.style ?? ""]);

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// Google Docs wraps everything in a bold element of normal weight, and says in spans what is bold.
function stressed(root) {
  for (const [element, style] of styled(root, "b, strong")) if (LIGHT.test(style)) element.replaceWith(...element.childNodes);
  for (const [element, style] of styled(root, "span")) {
    if (element.closest("h1, h2, h3, h4, h5, h6")) continue;
    if (SLANTED.test(style)) renamed(element, "em").dataset.style = style;
  }
  for (const [element, style] of styled(root, "span, em")) {
    if (!HEAVY.test(style) || element.closest("h1, h2, h3, h4, h5, h6")) continue;
    const strong = root.ownerDocument.createElement("strong");
    element.replaceWith(strong);
    strong.append(element);
  }
}

// Word writes the points of a list as paragraphs, each with its bullet or number as text that is to be ignored.
function listed(root) {
  let list = null;
  for (const [paragraph, style] of styled(root, "p")) {
    if (!/mso-list:\s*l\d/i.test(style)) continue;
    const mark = styled(paragraph, "span").find(([, own]) => /mso-list:\s*ignore/i.test(own))?.[0];
    const tag = NUMBERED.test(mark?.textContent ?? "") ? "OL" : "UL";
    mark?.remove();
    if (list?.tagName !== tag || paragraph.previousElementSibling !== list) {
      list = root.ownerDocument.createElement(tag);
      paragraph.before(list);
    }
    list.append(renamed(paragraph, "li"));
  }
}

export function tidied(html) {
  // Under another name: the site's policy lets no markup style itself, and the browser reports each try.
  const plain = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style\s*=/gi, "$1data-style=");
  const root = new DOMParser().parseFromString(plain, "text/html").body;
  stressed(root);
  listed(root);
  for (const heading of root.querySelectorAll("h1")) renamed(heading, "h2");
  for (const heading of root.querySelectorAll("h5, h6")) renamed(heading, "h4");
  for (const paragraph of root.querySelectorAll("p, h2, h3, h4")) if (!paragraph.textContent.trim()) paragraph.remove();
  for (const end of root.querySelectorAll(":scope > br")) end.remove();
  return root.innerHTML;
}
