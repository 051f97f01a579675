/**
 * What decorators write, written by hand: this repository compiles without `experimentalDecorators`, which Nest needs.
 *
 * @param routes - for each method its decorators, and those of its parameters
 */
export function decorate<Controller extends object>(
  controller: new () => Controller,
  decorators: readonly ClassDecorator[],
  routes: Readonly<Record<keyof Controller & string, readonly [MethodDecorator[], ParameterDecorator[]]>>,
): void {
  for (const it of decorators) it(controller);
  for (const name of Object.keys(routes) as (keyof Controller & string)[]) {
    const [methods, parameters] = routes[name];
    const descriptor = Object.getOwnPropertyDescriptor(controller.prototype, name) ?? {};
    for (const it of methods) it(controller.prototype, name, descriptor);
    parameters.forEach((it, index) => void it(controller.prototype, name, index));
  }
}
