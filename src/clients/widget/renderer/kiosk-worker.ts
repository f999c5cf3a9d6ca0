self.addEventListener('fetch', () => undefined); export {};
