export default {
  title: 'The code',
  label: 'PyTorch code',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected: copy it with the keyboard',
  summary: 'These settings in PyTorch',
  note: 'The code follows every setting. PyTorch draws other random numbers, so its results '
    + 'differ a little from this page\u2019s.',
};
