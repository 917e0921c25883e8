export default {
  inside: 'the engine\u2019s worker, which comes from inside this page, did not start: {problem}',
  origin: 'the engine\u2019s worker, which comes from another origin, {origin}, did not start: '
    + '{problem}',
  policy: 'the page\u2019s content security policy must allow blob: in worker-src, or the engine '
    + 'be served as a file from the page\u2019s own origin',
};
