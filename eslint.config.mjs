import tseslint from "typescript-eslint";

/** Rules the compiler and the presets cannot state; each keeps one promise of docs/architecture.md. */
const componentRules = [
  {
    selector: "CallExpression[callee.object.name='JSON'][callee.property.name='stringify']",
    message: "JSON.stringify silently renders an Output as a warning text: use pulumi.jsonStringify, or a pure file.",
  },
  {
    selector: "NewExpression[callee.type='MemberExpression'][arguments.length=2]",
    message: "A resource without options has no parent: pass { parent: this } as third argument.",
  },
];

/** Each loads hundreds of files, at every preview. */
const wholePackages = ["@pulumi/aws", "@pulumi/awsx", "@pulumi/kubernetes"].map((name) => ({
  name,
  message: `Import the one module that is needed, such as ${name}/…`,
  allowTypeImports: true,
}));

export default tseslint.config(
  { ignores: ["node_modules/", ".cache/", "coverage/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    files: ["**/*.ts"],
    // One program for all files: a project service would load the AWS types, one gigabyte, again for each tsconfig.json.
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-restricted-types": "error",
      // Numbers in texts are what error messages are made of; Outputs in texts stay forbidden.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["components/**/*.ts"], rules: { "no-restricted-syntax": ["error", ...componentRules] } },
  {
    files: [
      "index.ts",
      ...["bootstrap", "components", "examples", "extensions", "fleet", "platform"].map((name) => `${name}/**/*.ts`),
    ],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { paths: wholePackages }] },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='apply']",
          message: "An assertion inside an un-awaited apply can never fail: read the recorded inputs instead.",
        },
      ],
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, "@typescript-eslint/no-require-imports": "off" },
  },
);
