// Where on a figure a pointer is. The page may show it larger or smaller than it takes itself to
// be (transform: scale, zoom): its pixels are then not those that events count in.

/** In the element's own pixels, from its left and top.
 *  @param {Element} element without a border @param {{ clientX: number, clientY: number }} event */
export function placeOn(element, { clientX, clientY }) {
  const box = element.getBoundingClientRect();
  return {
    x: (clientX - box.left) * (element.clientWidth / box.width || 1),
    y: (clientY - box.top) * (element.clientHeight / box.height || 1),
  };
}
