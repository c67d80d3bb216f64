// Finds controls that a click at their centre would miss. Controls scrolled out of view are skipped, because a user
// scrolls to them first.
const CONTROLS = "button, input, select, textarea, summary, a[href], [role=tab], [role=separator], [role=switch]";
const SCROLLS = /auto|scroll/;
const isInView = (element, x, y) => {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    const style = getComputedStyle(box);
    // The table's header scrolls with its rows.
    const scrolls = SCROLLS.test(style.overflowX + style.overflowY) || box.matches(".thead");
    if (!scrolls) continue;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) return false;
  }
  return true;
};
const wrong = [];
let looked = 0;
for (const control of document.querySelectorAll(CONTROLS)) {
  if (control.closest("details:not([open])") && !control.matches("summary")) continue;
  const box = control.getBoundingClientRect();
  if (box.width === 0 || box.height === 0 || getComputedStyle(control).visibility !== "visible") continue;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  if (!isInView(control, x, y)) continue;
  looked++;
  const hit = document.elementFromPoint(x, y);
  // A click on the label of a checkbox counts as a click on the checkbox.
  const own = hit && (control.contains(hit) || (control.matches("input") && control.closest("label")?.contains(hit)));
  const name = control.dataset.testid ?? control.getAttribute("aria-label") ?? control.textContent.trim();
  if (!own) wrong.push(`${name} at ${Math.round(x)},${Math.round(y)} is under ${hit ? `${hit.localName}.${hit.className.baseVal ?? hit.className}` : "nothing"}`);
}
// Tools with icons that are easily confused must show their labels.
for (const id of ["save-rows", "clear", "layouts-open"]) {
  const tool = document.querySelector(`wl-tools [data-testid=${id}]`);
  const label = tool?.querySelector(".label");
  if (tool && !(label?.textContent.trim() && label.getBoundingClientRect().width > 20)) wrong.push(`${id} has no words`);
}
const filter = document.querySelector(".find")?.getBoundingClientRect().width ?? 0;
const cut = document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the window"] : [];
return { width: innerWidth, looked, filter, wrong: [...wrong, ...cut] };
