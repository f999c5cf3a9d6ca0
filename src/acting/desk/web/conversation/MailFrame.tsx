import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { frameDocument, hasRemotePictures, pictureAddress } from './mail-html.logic.ts';
import styleHref from './mail-frame.css?url';
import classes from './conversation.module.css';

interface MailFrameProps {
  html: string;
  language: string | null;
  /** Said to screen readers: from whom. */
  title: string;
  /** The address at which the server fetches a picture of elsewhere. */
  pictureThrough: (address: string) => string;
}

/** HTML of somebody else: in a frame without scripts, in which nothing is loaded from elsewhere until somebody asks for it. */
export function MailFrame({ html, language, title, pictureThrough }: MailFrameProps) {
  const { t, i18n } = useTranslation('desk');
  const scheme = useComputedColorScheme('light');
  const [areShown, setShown] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const [heightPx, setHeight] = useState(48);
  const isAsking = hasRemotePictures(html) && !areShown;
  const source = useMemo(
    () => frameDocument(withPictures(html, areShown, pictureThrough), { styleHref, scheme, language: language ?? i18n.language }),
    [html, areShown, pictureThrough, scheme, language, i18n.language],
  );
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const sizes = new ResizeObserver(() => {
      const body = element.contentDocument?.body;
      if (body) setHeight(Math.ceil(body.scrollHeight) + 1);
    });
    const follow = () => {
      const body = element.contentDocument?.body;
      if (body) sizes.observe(body);
    };
    element.addEventListener('load', follow);
    follow();
    return () => {
      element.removeEventListener('load', follow);
      sizes.disconnect();
    };
  }, []);
  return (
    <>
      {isAsking && (
        <div className={classes.pictures}>
          <span>{t('mail.blocked')}</span>
          <Button size="compact-xs" variant="default" onClick={() => setShown(true)}>{t('mail.show')}</Button>
        </div>
      )}
      {/* Same origin, so that its height can be read; without scripts it can do nothing with that. */}
      <iframe ref={frame} className={classes.mail} title={title} srcDoc={source} sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" style={{ height: heightPx }} />
    </>
  );
}

/** Works on a document that is never shown, so that nothing loads while it is looked at. */
function withPictures(html: string, areShown: boolean, through: (address: string) => string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const picture of parsed.querySelectorAll('img')) {
    const address = pictureAddress(picture.dataset['remoteSrc'] ?? picture.getAttribute('src') ?? '', { areShown, through });
    for (const name of ['src', 'srcset', 'data-remote-src']) picture.removeAttribute(name);
    if (address) picture.setAttribute('src', address);
  }
  for (const active of parsed.querySelectorAll('script, style, link, meta, base, iframe, object, embed, form')) active.remove();
  // Styles of the sender would be refused anyway, and colours made for white paper cannot be read on a dark page.
  for (const styled of parsed.querySelectorAll('[style], [color], [bgcolor], [background]')) for (const name of ['style', 'color', 'bgcolor', 'background']) styled.removeAttribute(name);
  for (const link of parsed.querySelectorAll('a')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return parsed.body.innerHTML;
}
