import 'i18next';
import type admin from './vi/admin.json';
import type cases from './vi/cases.json';
import type citizen from './vi/citizen.json';
import type demands from './vi/demands.json';
import type kinds from './vi/kinds.json';
import type moderation from './vi/moderation.json';
import type reference from './vi/reference.json';
import type shared from './vi/shared.json';
import type signIn from './vi/sign-in.json';
import type staff from './vi/staff.json';
import type supervisor from './vi/supervisor.json';
import type triage from './vi/triage.json';

/** What `t` may be asked for: a key that no catalogue has does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared';
    resources: {
      shared: typeof shared;
      citizen: typeof citizen;
      'sign-in': typeof signIn;
      staff: typeof staff;
      triage: typeof triage;
      cases: typeof cases;
      supervisor: typeof supervisor;
      moderation: typeof moderation;
      admin: typeof admin;
      reference: typeof reference;
      kinds: typeof kinds;
      demands: typeof demands;
    };
  }
}
