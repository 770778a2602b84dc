/* What a receipt looks like: the picture itself where a browser can draw it, else the text that was read, as on paper.
   The policy of the page allows no picture from memory, so it is drawn on a canvas. */
import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '~/api/types';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { FileKind } from '~/ui/FileKind';
import { save } from '~/ui/save';
import { pending } from '~/ui/State';
import { useContent } from './receipts';

const DRAWABLE = ['image/png', 'image/jpeg'];
const PAPER_LINES = 14;

export const isDrawable = (one: Attachment) => DRAWABLE.includes(one.content_type);

async function draw(canvas: HTMLCanvasElement, content: Blob, width: number): Promise<void> {
  const picture = await createImageBitmap(content);
  const scale = Math.min(1, (width * devicePixelRatio) / picture.width);
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}

function Drawn({ content, width, label, onFail }: { content: Blob; width: number; label: string; onFail: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, content, width).catch(onFail);
  }, [content, width]);
  return <canvas ref={canvas} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} class="receipt-canvas" />;
}

/* Whether it has come into the window: pictures are fetched when they are looked at. */
function useSeen() {
  const element = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && setSeen(true), { rootMargin: '300px' });
    if (element.current) watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return [element, seen] as const;
}

function Paper({ one }: { one: Attachment }) {
  const lines = (one.receipt_text ?? '').split('\n').filter((line) => line.trim()).slice(0, PAPER_LINES);
  if (lines.length === 0) return <FileKind filename={one.filename} />;
  return (
    <span class="receipt-paper" aria-hidden="true">
      {lines.join('\n')}
    </span>
  );
}

export function Thumbnail({ one, onOpen }: { one: Attachment; onOpen: () => void }) {
  const [element, seen] = useSeen();
  const [failed, setFailed] = useState(false);
  const content = useContent(one.id, seen && isDrawable(one));
  return (
    <div ref={element} class="receipt-thumb">
      {content.data && !failed ? <Drawn content={content.data} width={112} label="" onFail={() => setFailed(true)} /> : <Paper one={one} />}
      <button type="button" aria-label={t('receipts.look', { name: one.filename })} onClick={onOpen} />
    </div>
  );
}

export function Look({ one, onClose }: { one: Attachment; onClose: () => void }) {
  const [failed, setFailed] = useState(false);
  const drawable = isDrawable(one) && !failed;
  const content = useContent(one.id, drawable);
  return (
    <Dialog
      title={one.filename}
      kind="side"
      onClose={onClose}
      footer={
        <Button icon="import" onClick={() => void save(`/attachments/${one.id}/content`, one.filename)}>
          {t('receipts.download')}
        </Button>
      }
    >
      {drawable && !content.data && pending(content, 6, 40)}
      {drawable && content.data && <Drawn content={content.data} width={900} label={one.filename} onFail={() => setFailed(true)} />}
      {!drawable && (
        <>
          <h3>{t('receipts.text_read')}</h3>
          <pre class="receipt-text-whole" tabIndex={0}>
            {one.receipt_text || t('receipts.no_text')}
          </pre>
        </>
      )}
    </Dialog>
  );
}
