/** Where to go on after another system's sign-in: the name under which the tab keeps it. */
export const RETURN_TO = 'kip-return-to';
