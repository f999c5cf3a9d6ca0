// Sets language and colours before the first paint, so that a dark page does not flash white. A file of its own because inline scripts are refused.
(function () {
  try {
    var scheme = localStorage.getItem('momente.scheme') || 'auto';
    var isDark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
    var language = localStorage.getItem('momente.language') || (navigator.language || 'en').slice(0, 2);
    document.documentElement.lang = language === 'de' ? 'de' : 'en';
  } catch (error) {
    // Storage may be forbidden; the page then starts light and in English until it has loaded.
  }
})();
