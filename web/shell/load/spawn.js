// Starts a worker from an address that this page may use.
import { scriptAddress } from './trusted.js';

/** @param {string | URL} address @param {WorkerOptions} [options] */
export const workerAt = (address, options) => new Worker(scriptAddress(address), options);
