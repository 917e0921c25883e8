export default {
  empty: '{file} came empty',
  other: '{file} did not come: {other}',
  cut: '{file} was cut: {got} of {all} bytes came',
  version: '{file} came in another version: {got} bytes instead of the {all} of this build',
  offline: '{file} could not be loaded: there is no network, or something blocks it, such as a '
    + 'browser extension or the page\u2019s content security policy',
  status: '{file} could not be loaded: the server answered {status}',
  broken: '{file} was cut: the line broke after {got} of {all} bytes',
  type: 'its host says that it is of the type {type}, not a script',
  noType: 'its host does not say that it is a script',
  moduleType: '{file} does not run: {problem}',
  module: '{file} came whole, but this browser does not run it: {problem}',
  worker: 'the engine\u2019s worker, {file}, did not start: {problem}',
  policy: 'the page\u2019s content security policy refuses it ({directive})',
  isolated: 'this page is isolated from other origins, and its host sends the worker without the '
    + 'header Cross-Origin-Embedder-Policy',
  whole: 'its file comes whole, but {problem}',
  unknown: 'something in this browser, such as an extension or a setting, refuses it',
};
