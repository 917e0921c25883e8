export function renderArticle(options?: { assets?: { licences?: object[] } }): string;
export function articleCss(): string;
