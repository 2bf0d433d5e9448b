// The BLAS library of the system: where it may be, and the two of its functions that are used.

const symbols = {
  cblas_sgemm: {
    // order, transposes of a and b, m, n, k, alpha, a and its row length, b and its, beta, c and its
    parameters: [
      "i32",
      "i32",
      "i32",
      "i32",
      "i32",
      "i32",
      "f32",
      "buffer",
      "i32",
      "buffer",
      "i32",
      "f32",
      "buffer",
      "i32",
    ],
    result: "void",
  },
  openblas_set_num_threads: { parameters: ["i32"], result: "void", optional: true },
  MKL_Set_Num_Threads: { parameters: ["i32"], result: "void", optional: true },
  bli_thread_set_num_threads: { parameters: ["i64"], result: "void", optional: true },
} as const;

/** The usual names, in the order in which they are tried. */
const usualNames: { readonly [os: string]: readonly string[] } = {
  linux: [
    "libmkl_rt.so.3",
    "libmkl_rt.so.2",
    "libmkl_rt.so",
    "libopenblas.so.0",
    "libopenblas.so",
    "libblis.so.4",
    "libcblas.so.3",
    "libblas.so.3",
  ],
  darwin: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "libopenblas.dylib",
  ],
  windows: ["openblas.dll", "libopenblas.dll", "mkl_rt.3.dll", "mkl_rt.2.dll"],
};

/** How to come by a library. */
const remedies: { readonly [os: string]: string } = {
  linux: 'install OpenBLAS, with "apt-get install libopenblas0-pthread" on Debian and Ubuntu',
  darwin: 'install OpenBLAS, with "brew install openblas"',
  windows: "put openblas.dll from https://github.com/OpenMathLib/OpenBLAS on the PATH",
};

/** What is used of a BLAS library. */
export interface Blas {
  /** The name it was found by. */
  readonly name: string;
  /** `c = alpha a b + beta c` in 32 bits, for matrices of rows. */
  readonly sgemm: Deno.DynamicLibrary<typeof symbols>["symbols"]["cblas_sgemm"];
  /** How many threads share a product, in this whole process. Some libraries cannot be told. */
  setThreads(count: number): void;
}

let opened: Blas | undefined;

/**
 * Opens the system's BLAS library, or the one that the environment variable BLAS_LIBRARY names. It
 * is opened once in a process.
 *
 * @throws {Deno.errors.NotFound} If there is none that has `cblas_sgemm`: the error says what was
 * looked for and how to install one.
 * @throws {TypeError} If there is no Deno, as in a web page.
 */
export function openBlas(): Blas {
  if (typeof Deno === "undefined") {
    throw new TypeError(
      "Cannot use the blas backend: found no Deno that could open a library; use the wasm backend",
    );
  }
  return opened ??= findBlas(Deno.env.get("BLAS_LIBRARY"));
}

/**
 * Opens a BLAS library.
 *
 * @param path Which one; if left out, the first of some names that there is.
 * @param options `names`: those names, the usual ones of this system unless told.
 * @throws {Deno.errors.NotFound} If there is none that has `cblas_sgemm`.
 */
export function findBlas(
  path?: string,
  { names = usualNames[Deno.build.os] ?? usualNames.linux }: { names?: readonly string[] } = {},
): Blas {
  const candidates = path === undefined ? names : [path];
  const reasons: string[] = [];
  for (const name of candidates) {
    try {
      return load(name);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error;
      reasons.push(`${name} (${(error as Error).message.trim()})`);
    }
  }
  if (path !== undefined) {
    throw new Deno.errors.NotFound(
      `Cannot use the blas backend: BLAS_LIBRARY names ${
        reasons[0]
      }; it must name a library that ` +
        "has cblas_sgemm, leave it out to look for one by the usual names",
    );
  }
  throw new Deno.errors.NotFound(
    `Cannot use the blas backend: found no library with cblas_sgemm, looked for ` +
      `${candidates.join(", ")}; ${
        remedies[Deno.build.os] ?? "install OpenBLAS"
      }, or set BLAS_LIBRARY to the ` +
      "path of one",
  );
}

function load(name: string): Blas {
  const functions = Deno.dlopen(name, symbols).symbols;
  if (Deno.build.os === "linux") keepLoaded(name);
  const { openblas_set_num_threads, MKL_Set_Num_Threads, bli_thread_set_num_threads } = functions;
  return {
    name,
    sgemm: functions.cblas_sgemm,
    setThreads(count) {
      openblas_set_num_threads?.(count);
      MKL_Set_Num_Threads?.(count);
      bli_thread_set_num_threads?.(BigInt(count));
    },
  };
}

/**
 * Keeps a library in memory until the process ends. Deno closes it with the Worker that opened it,
 * and those that use OpenMP crash then: their threads go on running code that is no longer there.
 */
function keepLoaded(name: string): void {
  const { dlopen } = Deno.dlopen("libdl.so.2", {
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
  }).symbols;
  const RTLD_NOW = 0x0002;
  const RTLD_NODELETE = 0x1000;
  dlopen(new TextEncoder().encode(`${name}\0`), RTLD_NOW | RTLD_NODELETE);
}
