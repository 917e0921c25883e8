export function renderArticle(options?: { site?: string }): string;
export function articleCss(): string;
