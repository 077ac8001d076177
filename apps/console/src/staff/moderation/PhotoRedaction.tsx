import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useDraft } from './draft.js';
import { caseQuery } from '../queries.js';
import { type Area, areaBetween } from './redact.js';
import classes from './moderation.module.css';
import { tell } from '../tell.js';

type Photo = Schema<'DeskPhotoView'>;
interface Point {
  readonly x: number;
  readonly y: number;
}

function useSend(code: string, photo: Photo, onDone: () => void) {
  const { t } = useTranslation('moderation');
  const queries = useQueryClient();
  const params = { path: { code, id: photo.id } };
  return useMutation({
    mutationFn: ({ areas, reason }: { areas: Area[] | null; reason: string }) =>
      areas
        ? bodyOf(
            api.POST('/v1/desk/reports/{code}/photos/{id}/redact', {
              params,
              body: { reason, areas },
            }),
          )
        : bodyOf(
            api.POST('/v1/desk/reports/{code}/photos/{id}/restore', { params, body: { reason } }),
          ),
    onSuccess: async (_photos, { areas }) => {
      onDone();
      tell(t(areas ? 'redact.photoDone' : 'redact.photoRestored'));
      await queries.invalidateQueries({ queryKey: caseQuery(code).queryKey });
    },
  });
}

/** The photo as it came, on which rectangles are drawn with a pointer. */
function Canvas({
  code,
  photo,
  areas,
  onDraw,
}: {
  readonly code: string;
  readonly photo: Photo;
  readonly areas: readonly Area[];
  readonly onDraw: (area: Area) => void;
}): ReactNode {
  const { t } = useTranslation('moderation');
  const box = useRef<HTMLDivElement>(null);
  const [begun, setBegun] = useState<Point | null>(null);
  const [now, setNow] = useState<Point | null>(null);
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = box.current?.getBoundingClientRect() ?? new DOMRect();
    return {
      x: ((clientX - left) / width) * photo.width,
      y: ((clientY - top) / height) * photo.height,
    };
  };
  const drawn = begun && now && areaBetween(begun, now, photo);
  return (
    <div
      ref={box}
      className={classes.photo}
      style={{ aspectRatio: `${photo.width} / ${photo.height}` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setBegun(at(event));
        setNow(at(event));
      }}
      onPointerMove={(event) => {
        if (begun) setNow(at(event));
      }}
      onPointerUp={() => {
        if (drawn) onDraw(drawn);
        setBegun(null);
        setNow(null);
      }}
    >
      <img
        src={`/v1/desk/reports/${code}/photos/${photo.id}/original`}
        alt={t('redact.original')}
        draggable={false}
      />
      <svg viewBox={`0 0 ${photo.width} ${photo.height}`} aria-hidden>
        {[...areas, ...(drawn ? [drawn] : [])].map((area, index) => (
          <rect key={index} {...area} className={classes.area} />
        ))}
      </svg>
    </div>
  );
}

const SIDES = ['x', 'y', 'width', 'height'] as const;

/** One photo: what is drawn over is made unreadable for everybody else; what came stays for moderators. */
export function PhotoRedaction({
  code,
  photo,
}: {
  readonly code: string;
  readonly photo: Photo;
}): ReactNode {
  const { t } = useTranslation('moderation');
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [reason, write, forget] = useDraft(`redact-${photo.id}`);
  const send = useSend(code, photo, () => {
    forget();
    setAreas([]);
  });
  const add = (area: Area): void => {
    setAreas([...areas, area]);
  };
  return (
    <Paper p="md" component="section" aria-label={t('redact.photo')}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('redact.photo')}
          </Title>
          <Text size="sm" c="dimmed">
            {photo.redacted ? t('redact.isRedacted') : t('redact.photoLead')}
          </Text>
        </div>
        <Canvas code={code} photo={photo} areas={areas} onDraw={add} />
        {areas.map((area, place) => (
          <Group key={place} gap="xs" wrap="nowrap" align="end">
            {SIDES.map((side) => (
              <NumberInput
                key={side}
                label={t(`redact.side.${side}`)}
                value={area[side]}
                min={0}
                hideControls
                onChange={(value) => {
                  setAreas(
                    areas.map((one, at) =>
                      at === place ? { ...one, [side]: Number(value) } : one,
                    ),
                  );
                }}
              />
            ))}
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('redact.removeArea', { number: place + 1 })}
              onClick={() => {
                setAreas(areas.filter((_, at) => at !== place));
              }}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => {
              const [width, height] = [photo.width / 4, photo.height / 4].map(Math.round);
              add({ x: 0, y: 0, width: width ?? 1, height: height ?? 1 });
            }}
          >
            {t('redact.addArea')}
          </Button>
        </Group>
        {send.error && <ProblemNotice error={send.error} />}
        <Group gap="sm" align="end">
          <TextInput
            label={t('redact.reason')}
            value={reason}
            style={{ flex: '1 1 16rem' }}
            onChange={({ currentTarget }) => {
              write(currentTarget.value);
            }}
          />
          <Button
            disabled={areas.length === 0 || reason.trim() === ''}
            loading={send.isPending}
            onClick={() => {
              send.mutate({ areas: [...areas], reason });
            }}
          >
            {t('redact.coverAreas')}
          </Button>
          {photo.redacted && (
            <Button
              variant="default"
              disabled={reason.trim() === '' || send.isPending}
              onClick={() => {
                send.mutate({ areas: null, reason });
              }}
            >
              {t('redact.restorePhoto')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
