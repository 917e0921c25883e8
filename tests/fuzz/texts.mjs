// Texts from which the fuzzer of pieces starts: one for each kind of script and of mark.
//
//   node tests/fuzz/texts.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';

const texts = ['Red fruit 2024', 'STRAẞE ﬃ ŉ', 'Σοφός ᾷ', 'İstanbul ı', 'Việt e\u0323\u0302',
  'क्\u200dषमा \u0958', 'می\u200cخواهم قَطّ', 'שּׁ', 'แมวกำลัง', '猫的笑脸\uf900', 'ハートか\u3099', '강아지 \u1112\u1161\u11ab',
  '❤\ufe0f👨\u200d👩🇩🇪', '1\ufe0f\u20e3', 'x\u0344\u0f73', 'a猫b가c', '\u0301'.repeat(40), '𐐀𑄮'];

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
texts.forEach((text, i) => writeFileSync(`${folder}/${i}`,
  Buffer.concat([Buffer.from([90 + i]), Buffer.from(text)])));
