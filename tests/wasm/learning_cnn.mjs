// The simclr lab learns as it opens: 1,200 steps through convolutions. This is the longest test,
// so it has a file of its own, which runs beside the others.
import { learns } from './learns.mjs';

learns('cnn', 0.68);
