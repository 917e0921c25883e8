// Watches over a page's scripts: where one does not load, or does not run in this browser, the
// reader is told why in the place of what it would have shown. This needs none of those scripts and
// must run in any browser: no syntax here is younger than 2009.
import { stranger } from '../shell/load/came.js';
import { VERSIONS, hush, missing, tell, tooOld, whenParsed } from '../shell/base/needs.js';

var TAG = 'contrastive-lab';
var PATIENCE = 2000; // ms
var SOON = 'Waiting for ';
/** The script that other pages name: all it does is to name the script of the present build. */
var ENTRY = /^export\*from"[.]\/([^"]+)"/;

/** The browser's message about a script that it cannot read. */
var cause = '';
/** @type {ReturnType<typeof setTimeout>} */
var timer;

/** The places that should show something live, and the name of the script that does it. */
function scene() {
  var labs = document.getElementsByTagName(TAG);
  var bench = document.getElementById('run');
  if (bench) {
    return { places: [bench], name: 'bench', alive: bench.getElementsByTagName('button').length > 0 };
  }
  var frame = document.body.getAttribute('data-frame');
  if (frame) return { places: [document.body], name: 'embed', alive: frame === 'begun' };
  return { places: labs, name: TAG, alive: !!(self.customElements && customElements.get(TAG)) };
}

/** @param {string} name @returns {HTMLScriptElement | null} its element; null: the script is inside
 *  this page. Its file has a hash in the article only, not on other pages */
function scriptOf(name) {
  var scripts = document.getElementsByTagName('script');
  for (var i = 0; i < scripts.length; i++) {
    if (new RegExp('(^|/)' + name + '(-[0-9a-f]{10})?[.]js$').test(scripts[i].src.split('?')[0])) {
      return scripts[i];
    }
  }
  return null;
}

/** @param {string} address */
function short(address) {
  return address.split('/').pop() || 'the script of this page';
}

/** @param {string} address @param {(status: number, text: string, type: string) => void} call */
function get(address, call) {
  var request = new XMLHttpRequest();
  request.onloadend = function () {
    call(request.status, request.responseText, request.getResponseHeader('content-type') || 'none');
  };
  request.open('GET', address + '?' + Date.now()); // so that the browser's cache has no answer
  request.send();
}

/** Calls back with whether the host has another build now. @param {(yes: boolean) => void} call */
function whetherOlder(call) {
  var own = document.querySelector('meta[name=contrastive-lab]');
  var known = own && own.getAttribute('content');
  if (!known) return call(false);
  get('version.json', function (status, text) {
    var found = /"version":"(\w+)"/.exec(text);
    call(status === 200 && !!found && found[1] !== known);
  });
}

/** What is wrong with a script that was loaded; empty: nothing known. @param {string} text
 *  @param {string} type @param {number} whole its full length; 0 where that is not known */
function wrong(text, type, whole) {
  var other = stranger(text);
  if (other) return 'did not come: ' + other;
  if (text.length < whole) {
    return 'was cut: ' + text.length + ' of ' + whole + ' characters came';
  }
  return /javascript|ecmascript/.test(type) ? ''
    : 'does not run: its host says that it is of the type ' + type + ', not a script';
}

/** @param {ArrayLike<Element>} places @param {string} address @param {number} whole */
function explain(places, address, whole) {
  var name = short(address);
  function say(/** @type {string} */ text) { tell(places, 'No lab can run here: ' + text + '.'); }
  function strange() {
    say(name + ' came, but this browser does not run it' + (cause && ' (' + cause + ')')
      + '. Labs need ' + VERSIONS);
  }
  if (!address) return strange();
  get(address, function (status, text, type) {
    var amiss = status === 200 && wrong(text, type, whole);
    var next = ENTRY.exec(text);
    if (amiss) {
      say(name + ' ' + amiss);
    } else if (status === 200 && next) {
      explain(places, address.replace(/[^/]*$/, next[1]), 0);
    } else if (status === 200) {
      strange();
    } else {
      whetherOlder(function (older) {
        if (older) {
          tell(places, 'This page is older than what the server has now, and ' + name + ' is gone.',
            function () { location.reload(); });
        } else {
          say(name + ' could not be loaded: ' + (status ? 'the server answered ' + status
            : 'there is no network, or something in this browser blocks it'));
        }
      });
    }
  });
}

addEventListener('error', function (event) {
  if (event.message) cause = event.message;
});

whenParsed(function () {
  var lack = missing();
  if (lack) return tell(scene().places, 'No lab can run here: ' + tooOld(lack) + '.');
  timer = setTimeout(function () {
    var now = scene();
    var script = scriptOf(now.name);
    if (!now.alive && script) tell(now.places, SOON + short(script.src) + '\u2026');
  }, PATIENCE);
});

/** Looks once every script has run, or never will. */
function look() {
  var now = scene();
  clearTimeout(timer);
  if (missing()) return;
  var script = scriptOf(now.name);
  if (now.alive) hush(now.places);
  else explain(now.places, script ? script.src : '',
    Number(script && script.getAttribute('data-length')));
}

if (document.readyState === 'complete') look();
else addEventListener('load', look);
