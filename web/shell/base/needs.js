// The one list of features that the code uses and a browser may lack, with the first versions that
// have them. It must run in any browser, even an old one: no syntax here is younger than 2009.

/* (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)) */
var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
  253, 15, 253, 98, 11];

/** @param {string} declaration */
function styled(declaration) {
  return typeof CSS === 'object' && CSS.supports && CSS.supports('(' + declaration + ')');
}

/** Each feature by a name that readers understand, with the first versions of Chrome, Firefox and
 *  Safari. Features that only make the page nicer are left out: :has(), text-wrap,
 *  content-visibility.
 *  @type {[string, number[], () => unknown][]} */
export var NEEDS = [
  ['WebAssembly', [57, 52, 11], function () { return typeof WebAssembly === 'object'; }],
  ['SIMD in WebAssembly', [91, 89, 16.4], function () {
    return WebAssembly.validate(new Uint8Array(SIMD));
  }],
  ['workers', [4, 3.5, 4], function () { return self.Worker; }],
  ['custom elements', [54, 63, 10.1], function () { return self.customElements; }],
  ['shadow trees', [53, 63, 10], function () { return Element.prototype.attachShadow; }],
  ['style sheets made by scripts (adoptedStyleSheets)', [73, 101, 16.4], function () {
    return 'adoptedStyleSheets' in document && CSSStyleSheet.prototype.replaceSync;
  }],
  ['IntersectionObserver', [51, 55, 12.1], function () { return self.IntersectionObserver; }],
  ['ResizeObserver', [64, 69, 13.1], function () { return self.ResizeObserver; }],
  ['createImageBitmap', [50, 42, 15], function () { return self.createImageBitmap; }],
  ['DecompressionStream', [80, 113, 16.4], function () { return self.DecompressionStream; }],
  ['streams of a Blob', [76, 69, 14.1], function () { return Blob.prototype.stream; }],
  ['AbortSignal.throwIfAborted', [100, 97, 15.4], function () {
    return AbortSignal.prototype.throwIfAborted;
  }],
  ['Object.hasOwn', [93, 92, 15.4], function () { return Object.hasOwn; }],
  ['String.replaceAll', [85, 77, 13.1], function () { return String.prototype.replaceAll; }],
  ['Element.replaceChildren', [86, 78, 14], function () { return Element.prototype.replaceChildren; }],
  ['round corners on a canvas (roundRect)', [99, 112, 16], function () {
    return CanvasRenderingContext2D.prototype.roundRect;
  }],
  ['container queries in styles', [105, 110, 16], function () {
    return styled('container-type: inline-size');
  }],
  ['color-mix in styles', [111, 113, 16.2], function () {
    return styled('color: color-mix(in srgb, red, blue)');
  }],
];

/** The first versions that have all features; README.md names them too. */
function versions() {
  var names = ['Chrome', 'Firefox', 'Safari'];
  for (var k = 0; k < names.length; k++) {
    var first = 0;
    for (var i = 0; i < NEEDS.length; i++) first = Math.max(first, NEEDS[i][1][k]);
    names[k] += ' ' + first;
  }
  return names.join(', ') + ' or newer';
}

export var VERSIONS = versions();

/** The first feature that this browser lacks; empty: it lacks none. */
export function missing() {
  for (var i = 0; i < NEEDS.length; i++) {
    try {
      if (!NEEDS[i][2]()) return NEEDS[i][0];
    } catch (error) { // the test itself needs something that is missing
      return NEEDS[i][0];
    }
  }
  return '';
}

/** @param {string} what */
export function tooOld(what) {
  return 'this browser lacks ' + what + '. Labs need ' + VERSIONS;
}

var TOLD = 'data-told';

/** Puts a text at the top of every place that should show something live and cannot.
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

/** Removes such texts. @param {ArrayLike<Element>} places */
export function hush(places) {
  for (var i = 0; i < places.length; i++) {
    var first = places[i].firstElementChild;
    if (first && first.hasAttribute(TOLD)) places[i].removeChild(first);
  }
}

/** Calls back when the page is parsed, before any deferred script, which may never come.
 *  @param {() => void} call */
export function whenParsed(call) {
  if (document.readyState !== 'loading') return call();
  document.addEventListener('readystatechange', function once() {
    document.removeEventListener('readystatechange', once);
    call();
  });
}
