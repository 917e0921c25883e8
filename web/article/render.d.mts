export function renderArticle(options?: { site?: string }): string;
export function articleCss(): string;
/** The picture for previews of links, as SVG. */
export function preview(): string;
