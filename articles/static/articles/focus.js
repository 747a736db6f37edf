// The focal point of a photo: pressed in the picture, or moved with the two sliders, and shown where it lies.
const frame = document.querySelector("[data-focus]");
const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");

if (frame && across && down) {
  const point = frame.querySelector(".focus__point");

  const show = () => {
    point.hidden = false;
    point.style.left = `${across.value * 100}%`;
    point.style.top = `${down.value * 100}%`;
  };
  const press = (event) => {
    const box = frame.getBoundingClientRect();
    across.value = (event.clientX - box.left) / box.width;
    down.value = (event.clientY - box.top) / box.height;
    show();
  };

  frame.addEventListener("click", press);
  frame.addEventListener("pointermove", (event) => event.buttons && event.pointerType === "mouse" && press(event));
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
}
