// What the code uses that a browser may lack, in one place, and the first versions that have all of
// it. Written for any browser, old ones above all: no syntax here is younger than 2009.

/** Those of README.md too. */
export var VERSIONS = 'Chrome 111, Firefox 113, Safari 16.4 or newer';

/* (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)) */
var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
  253, 15, 253, 98, 11];

/** @param {string} declaration */
function styled(declaration) {
  return typeof CSS === 'object' && CSS.supports && CSS.supports('(' + declaration + ')');
}

/** Names in the reader's words. @type {[string, () => unknown][]} */
export var NEEDS = [
  ['WebAssembly', function () { return typeof WebAssembly === 'object'; }],
  ['SIMD in WebAssembly', function () { return WebAssembly.validate(new Uint8Array(SIMD)); }],
  ['workers', function () { return self.Worker; }],
  ['custom elements', function () { return self.customElements; }],
  ['shadow trees', function () { return Element.prototype.attachShadow; }],
  ['style sheets made by scripts (adoptedStyleSheets)', function () {
    return 'adoptedStyleSheets' in document && CSSStyleSheet.prototype.replaceSync;
  }],
  ['IntersectionObserver', function () { return self.IntersectionObserver; }],
  ['ResizeObserver', function () { return self.ResizeObserver; }],
  ['createImageBitmap', function () { return self.createImageBitmap; }],
  ['DecompressionStream', function () { return self.DecompressionStream; }],
  ['streams of a Blob', function () { return Blob.prototype.stream; }],
  ['AbortController', function () { return self.AbortController; }],
  ['Object.hasOwn', function () { return Object.hasOwn; }],
  ['String.replaceAll', function () { return String.prototype.replaceAll; }],
  ['Element.replaceChildren', function () { return Element.prototype.replaceChildren; }],
  ['container queries in styles', function () { return styled('container-type: inline-size'); }],
  ['color-mix in styles', function () { return styled('color: color-mix(in srgb, red, blue)'); }],
];

/** The first of them that this browser lacks; empty: none. */
export function missing() {
  for (var i = 0; i < NEEDS.length; i++) {
    try {
      if (!NEEDS[i][1]()) return NEEDS[i][0];
    } catch (error) { // it lacks what it would take to look
      return NEEDS[i][0];
    }
  }
  return '';
}

/** @param {string} what */
export function tooOld(what) {
  return 'this browser lacks ' + what + '. Labs need ' + VERSIONS;
}

/** @param {Error} error that something ended with @returns {Error} the cause in the browser, if any */
export function whyNot(error) {
  var lack = missing();
  return lack ? new Error(tooOld(lack)) : error;
}

var TOLD = 'data-told';

/** Words at the head of every place that is to show something live and cannot.
 *  @param {ArrayLike<Element>} places @param {string} text @param {(() => void) | null} [reload] */
export function tell(places, text, reload) {
  for (var i = 0; i < places.length; i++) {
    var place = places[i];
    hush([place]);
    var words = document.createElement('p');
    words.setAttribute(TOLD, '');
    words.setAttribute('lang', 'en');
    words.appendChild(document.createTextNode(text + ' '));
    if (reload) {
      var button = document.createElement('button');
      button.type = 'button';
      button.onclick = reload;
      button.appendChild(document.createTextNode('Reload the page'));
      words.appendChild(button);
    }
    place.insertBefore(words, place.firstChild);
  }
}

/** Takes such words away. @param {ArrayLike<Element>} places */
export function hush(places) {
  for (var i = 0; i < places.length; i++) {
    var first = places[i].firstElementChild;
    if (first && first.hasAttribute(TOLD)) places[i].removeChild(first);
  }
}

/** @param {() => void} call */
export function whenParsed(call) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', call);
  else call();
}
