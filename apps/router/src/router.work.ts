import { type DeliveryHandlers } from '#libs/queue';
import { routeStage, settleParentStage } from '#libs/pipeline';

/** What the router does with each delivery of its queue. */
export const routerHandlers: DeliveryHandlers<'router'> = {
  route: routeStage,
  settle_parent: settleParentStage,
};
