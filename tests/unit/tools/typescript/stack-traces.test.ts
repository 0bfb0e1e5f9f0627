/** The SDK leaves it out of its type declarations. */
const { debuggablePromise } = jest.requireActual<{
  readonly debuggablePromise: <T>(promise: Promise<T>, context: string) => Promise<T>;
}>("@pulumi/pulumi/runtime/debuggable");

describe("the stack traces of a program", () => {
  const translate = jest.fn((error: Error) => `translated: ${error.message}`);

  beforeAll(() => {
    Error.prepareStackTrace = translate;
    jest.requireActual("../../../../tools/typescript/stack-traces");
  });

  beforeEach(() => translate.mockClear());

  afterAll(() => Reflect.deleteProperty(Error, "prepareStackTrace"));

  it("are translated by source maps", () => {
    expect(new Error("broken").stack).toBe("translated: broken");
  });

  it("are not translated for the leak detector of Pulumi, and name the caller", async () => {
    const promise: Promise<number> & { readonly _debugStackTrace?: string } = Promise.resolve(1);
    await debuggablePromise(promise, "a context");
    expect(translate).not.toHaveBeenCalled();
    expect(promise._debugStackTrace).toContain(__filename);
  });
});
