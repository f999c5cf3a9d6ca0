/** Buttons of the test page: they do what a company's page does. Which placement it is about says `?placement=`. */
const query = new URLSearchParams(location.search);
const loader = document.createElement('script');
loader.src = '/widget/loader.js';
// Nothing that is tried here leaves anything behind, neither on the server nor in this browser.
Object.assign(loader.dataset, { writeKey: query.get('writeKey') || 'test', preview: query.get('placement') ?? '', remember: 'no' });
document.head.append(loader);

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-call]')) {
  button.addEventListener('click', () => {
    const { momente } = globalThis as { momente?: { push(call: readonly unknown[]): void } };
    const name = document.querySelector<HTMLInputElement>('input[name=event]')?.value ?? '';
    if (button.dataset['call'] === 'track') momente?.push(['track', name]);
    else location.reload();
  });
}
