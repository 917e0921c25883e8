// The library of the charts by itself: a file of its own, which the first movement need not wait for.
export { default as uPlot } from 'uplot';
