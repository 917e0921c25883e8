// The memory that a page holds after garbage collection, as Chromium itself counts it.

/** Opens a session of Chromium's own protocol, which counts.
 *  @param {import('playwright-core').Page} page */
export async function counter(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return cdp;
}

/** Numbers of listeners, nodes, bytes of the JavaScript heap, and workers.
 *  @param {import('playwright-core').Page} page
 *  @param {import('playwright-core').CDPSession} cdp */
export async function holdings(page, cdp) {
  let last = null;
  for (let same = 0; same < 3;) { // objects finalized by one collection are freed by the next
    await cdp.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(100);
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (name) => metrics.find((m) => m.name === name).value;
    const now = { listeners: of('JSEventListeners'), nodes: of('Nodes'), heap: of('JSHeapUsedSize') };
    same = last && now.listeners >= last.listeners && now.nodes >= last.nodes ? same + 1 : 1;
    last = now;
  }
  return { ...last, workers: page.workers().length };
}
