import { Needs } from '#libs/http';
import { type DeskPerson } from '#libs/access';
import { REJECT_REASONS, RIGHTS, type Right, holds } from '#libs/domain';
import { type PersonEntity, type Reference, ReferenceCache } from '#libs/store';
import { AreaCollection } from '#libs/dto';
import { AreaMap, areaCollection, tilesView } from '#libs/map';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { type PersonView, ReferenceView, WAIT_REASON_VIEWS } from './reference.dto.js';

function personView({ code, name, role, unitCode }: PersonEntity): PersonView {
  return { code, name, role, unit: unitCode };
}

/** A unit's person chooses among the people of the own units; the desk among all; other systems none. */
function peopleFor({ actor }: DeskPerson, reference: Reference): readonly PersonView[] {
  if (actor.role === 'integrator') return [];
  const all = [...reference.people.values()];
  const seen =
    actor.role === 'unit_staff'
      ? all.filter((one) => actor.unitCodes.includes(one.unitCode ?? ''))
      : all;
  return seen.map(personView);
}

function meOf({ code, name, actor }: DeskPerson, reference: Reference): PersonView {
  if (actor.role === 'integrator') return { code, name, role: actor.role, unit: null };
  const me = reference.people.get(code);
  if (!me) throw new Error(`the person ${code} left meanwhile`);
  return personView(me);
}

function viewFor(person: DeskPerson, reference: Reference): Omit<ReferenceView, 'map'> {
  return {
    me: meOf(person, reference),
    rights: (Object.keys(RIGHTS) as Right[]).filter((right) => holds(person.actor.role, right)),
    streams: [...reference.streams.values()].map(
      ({ code, prefix, name, zone, form, citizens }) => ({
        ...{ code, prefix, name, zone, form, citizens },
      }),
    ),
    categories: [...reference.categories.values()].map((category) => ({
      code: category.code,
      parent: category.parentCode,
      stream: category.streamCode,
      name: category.name,
      priority: category.priority,
      network: reference.networkOf(category.code),
      form: category.form,
      until: category.until,
    })),
    units: [...reference.units.values()].map(({ code, parentCode, name, kind, until }) => ({
      ...{ code, parent: parentCode, name, kind, until },
    })),
    networks: [...reference.networks.values()].map(
      ({ code, name, leadCode, unitCodes, until }) => ({
        ...{ code, name, lead: leadCode, units: unitCodes, until },
      }),
    ),
    areas: [...reference.areas.values()].map((area) => ({
      code: area.code,
      name: area.name,
      kind: area.kind,
      valid_from: area.validFrom,
      valid_until: area.validUntil,
      lat: area.lat,
      lon: area.lon,
    })),
    people: peopleFor(person, reference),
    wait_reasons: WAIT_REASON_VIEWS,
    reject_reasons: REJECT_REASONS,
  };
}

/** What the desk's forms choose from. */
@ApiTags('reference')
@Controller('v1/desk/reference')
export class ReferenceController {
  constructor(
    private readonly reference: ReferenceCache,
    private readonly map: AreaMap,
  ) {}

  @Get()
  @Needs('read_reference')
  @ApiOperation({ operationId: 'reference' })
  @ApiOkResponse({ type: ReferenceView })
  async all(@Person() person: DeskPerson): Promise<ReferenceView> {
    const reference = await this.reference.get();
    const { schematic } = this.map.placed(reference);
    return { ...viewFor(person, reference), map: { tiles: tilesView(this.map.tiles), schematic } };
  }

  /** Where the areas lie, for maps. */
  @Get('areas')
  @Needs('read_reference')
  @ApiOperation({ operationId: 'deskAreas' })
  @ApiOkResponse({ type: AreaCollection })
  async areas(): Promise<AreaCollection> {
    return areaCollection(this.map.placed(await this.reference.get()));
  }
}
