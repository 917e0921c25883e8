export default {
  title: 'Type a word, see drawings: CLIP',
  look: 'Type a word: the drawings found for it get better as the two networks learn.',
  caption: '1,586 things, each drawn by Noto, Twemoji and Fluent, and each with a name and some '
    + 'keywords in nine languages. One network reads drawings, another reads texts as '
    + 'pieces of words, and both begin knowing nothing: a drawing and a text of the same '
    + 'thing are positives, everything else in the batch is a negative. A search embeds '
    + 'what you type and shows the drawings nearest to it, those of every artist, also of '
    + 'the one that training never sees.',
  try_siglip: 'SigLIP: judge every pair of drawing and text on its own',
  try_slip: 'No SLIP: drawings are compared with texts alone',
  try_noise: 'ALIGN’s noise: 30 % of the drawings with the names of others',
  try_text_text: 'Without text against text: what do other languages then find?',
  try_tau: 'A temperature that stays as it is set',
  try_concepts: 'Hold out whole concepts: drawings and names that training never sees',
  try_transformer: 'Read texts with a small transformer, which takes longer',
};
