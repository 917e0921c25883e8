// The charting library in a file of its own, so that the first moving picture need not wait for it.
export { default as uPlot } from 'uplot';
