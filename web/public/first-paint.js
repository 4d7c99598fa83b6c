// Runs before the first paint, so that a theme or language chosen earlier never flashes. lib/appearance.ts writes the same keys.
(() => {
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const theme = read('lectern.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = read('lectern.language');
  const isChinese = language === 'zh' || (language !== 'en' && navigator.language.toLowerCase().startsWith('zh'));
  document.documentElement.lang = isChinese ? 'zh-CN' : 'en';
})();
