// The simclr lab as it opens learns: 1,200 steps through convolutions. The longest of all tests, so it
// has a file of its own, which runs beside the others.
import { learns } from './learns.mjs';

learns('cnn', 0.68);
