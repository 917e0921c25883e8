# make serve   build everything and serve the article on localhost
# make test    run every test: C natively and in wasm, layers, types, the page in a browser
# make browsers  test the page in Firefox and WebKitGTK as well (BROWSERS=firefox: only there)
# make asan    run the C tests under address and undefined-behaviour sanitizers
# make dist    build everything into dist/ (SITE=https://example.org/lab/: where it will be served)
# make fuzz    feed sessions, texts and the readers of checkpoints and datasets to libFuzzer
#              (SECONDS=60)
# make bench   measure; this is never among the tests
# make soak    put simclr under random input for half an hour: pace, memory (MINUTES=30 SEED=1)
# make methods train the article's table of all methods anew (ONLY="byol swav" SEEDS=2,3: only
#              those rows, from only those seeds)
# make clean   remove build/ and dist/

CC      ?= cc
EMCC    ?= emcc
SECONDS ?= 60
MINUTES ?= 30
SEED    ?= 1

# Contraction and errno are off, so that native and wasm give the same bits and
# sqrt is one instruction.
MODE     := -std=gnu11 -ffp-contract=off -fno-math-errno -Isrc
WARNINGS := -Wall -Wextra -Wconversion -Wno-sign-conversion -Wdouble-promotion
WASM     := -O3 -msimd128 -sSTANDALONE_WASM --no-entry

# .ci/install puts a newer Node.js here when the machine's own is too old.
export PATH := $(CURDIR)/build/node/node_modules/node/bin:$(PATH)
# Debian's emcc looks for acorn where Debian's node would; other installations ignore this.
export NODE_PATH := /usr/share/nodejs

ENGINE  := $(wildcard src/*/*.c)
HEADERS := $(wildcard src/*/*.h src/*/*.def)
OBJECTS := $(ENGINE:src/%.c=build/native/%.o)
SUITES  := $(wildcard tests/c/test_*.c)
CASES   := tests/c/ct_test.c tests/c/drive.c tests/c/threads.c $(SUITES)
CHECK    = $(shell pkg-config --cflags --libs check)

comma := ,
empty :=
EXPORTS = $(subst $(empty) $(empty),$(comma),$(addprefix _,$(shell cat src/api/exports.txt)))

.PHONY: all serve dist test asan fuzz bench soak methods screenshot browsers clean tools-build \
        tools-test tools-asan tools-browsers test-layers test-native test-wasm test-bits test-types \
        test-page
all: dist

# ---- the engine

build/native/%.o: src/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(MODE) $(WARNINGS) -O3 -c $< -o $@

# The same rule builds the native objects with threads, for their tests.
build/threads/native/%.o: src/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(MODE) $(WARNINGS) -DCT_THREADS -O3 -c $< -o $@

# Code in which most of the time is spent is compiled for speed; code that calls it, or that costs
# little beside it, is compiled for size. With -O3 the kernels would be copied for the constants of
# each caller: 3 kB more to download, and no faster.
SMALL := $(foreach room,api augment config data eval io method show train,\
    $(wildcard src/$(room)/*.c)) \
  $(filter-out $(addprefix src/measure/,map.c nearest.c trust.c),$(wildcard src/measure/*.c)) \
  $(filter-out $(addprefix src/loss/,ntxent.c softmax.c clip.c siglip.c),\
    $(wildcard src/loss/*.c)) src/base/text.c src/kernels/resample.c \
  $(addprefix src/nn/,backbone.c bag.c encoder.c gradients.c layers.c pool.c words.c) \
  src/optim/optim.c
speed = $(if $(filter $(SMALL),$(1)),-Oz,-O2)

build/wasm/%.o: src/%.c $(HEADERS) | tools-build
	$(call to_wasm,$(call speed,$<) -msimd128,$(WARNINGS))

PLAIN_LINK = $(EMCC) $(WASM) -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=2GB -sINITIAL_MEMORY=4MB \
  $(STACK) -Wl,--export=__heap_base -sEXPORTED_FUNCTIONS=$(EXPORTS)

build/wasm/contrastive.wasm: $(ENGINE:src/%.c=build/wasm/%.o) src/api/exports.txt
	$(PLAIN_LINK) $(filter %.o,$^) -o $@

# The same engine without networks, compiled for size throughout, for labs whose encoder is a
# table. The first lab of a page then waits for less than half the bytes.
build/table/wasm/%.o: src/%.c $(HEADERS) | tools-build
	$(call to_wasm,-Oz -msimd128,$(WARNINGS) -ffunction-sections -DCT_TABLE_ONLY)

build/wasm/contrastive-table.wasm: $(ENGINE:src/%.c=build/table/wasm/%.o) src/api/exports.txt
	@mkdir -p $(@D)
	$(PLAIN_LINK) -Oz $(filter %.o,$^) -o $@

# The same engine for threads: its memory is shared and imported, and it exports what a helper
# thread needs to enter it. Some versions of emcc refuse to link this without their own JavaScript,
# so their linker is called here. web/shell/wasm/instance.js creates the memory with
# THREADS_INITIAL bytes.
THREADS_INITIAL := 16777216
THREADS_MAXIMUM := 2147483648
SHARED_LINK = --no-entry --gc-sections --strip-debug --stack-first -z stack-size=262144 \
  --shared-memory --import-memory --no-check-features --initial-memory=$(THREADS_INITIAL) \
  --max-memory=$(THREADS_MAXIMUM) --export=__heap_base --export=__stack_pointer \
  --export=__wasm_init_tls \
  $(addprefix --export=,$(shell cat src/api/exports.txt src/api/exports_threads.txt))
FEATURES := --enable-simd --enable-threads --enable-bulk-memory --enable-mutable-globals \
  --enable-sign-ext --enable-nontrapping-float-to-int

build/threads/wasm/%.o: src/%.c $(HEADERS) | tools-build
	$(call to_wasm,$(call speed,$<) -msimd128 -pthread,$(WARNINGS) -DCT_THREADS)

# libc gives a few functions on texts. It is the plain build's library,
# which linking that build has put there.
build/wasm/contrastive-threads.wasm: $(ENGINE:src/%.c=build/threads/wasm/%.o) \
                                     src/api/exports_threads.txt build/wasm/contrastive.wasm
	$(if $(call em,LLVM_ROOT),,$(error $(EMCC:%emcc=%em-config) does not tell where the linker of \
	  $(EMCC) is: give EMCC as the emcc beside its em-config, and its settings in EM_CONFIG))
	$(WASM_LD) $(SHARED_LINK) $(filter %.o,$^) $(call em,CACHE)/sysroot/lib/wasm32-emscripten/libc.a \
	  -o $@.linked
	$(call em,BINARYEN_ROOT)/bin/wasm-opt -O3 $(FEATURES) --strip-debug --strip-producers \
	  --strip-target-features $@.linked -o $@
	@rm $@.linked

# Asks this Emscripten where its tools are. Debian's tools carry their version in their names.
em = $(shell $(EMCC:%emcc=%em-config) $(1) 2>/dev/null)
LLVM_VERSION = $(addprefix -,$(filter-out None,$(call em,LLVM_ADD_VERSION)))
WASM_LD = $(call em,LLVM_ROOT)/wasm-ld$(LLVM_VERSION)

# The compiler that Emscripten calls with these flags. Its own program costs a second for each file, so
# it is asked once for each set of flags; where it does not tell, it compiles by itself.
flags_key = CLANG$(subst $(empty) $(empty),,$(1))
told = $(and $(call em,LLVM_ROOT),$(shell $(EMCC) $(1) --cflags 2>/dev/null))
clang = $(if $(2),$(call em,LLVM_ROOT)/clang$(LLVM_VERSION) $(2),$(EMCC) $(1))
wasm_cc = $(if $($(flags_key)),,$(eval $(flags_key) := $(call clang,$(1),$(call told,$(1)))))$($(flags_key))

# Compiles one file for wasm. $(1): the flags that Emscripten is asked about; $(2): all others.
to_wasm = @mkdir -p $(@D) && echo $(EMCC) $@ && $(call wasm_cc,$(1)) $(MODE) $(2) -c $< -o $@

# Emscripten 3.1.25 renamed the option for the size of the stack.
STACK = $(shell $(EMCC) --version | awk 'match($$0, /[0-9]+[.][0-9]+[.][0-9]+/) && !version { \
  split(substr($$0, RSTART, RLENGTH), v, "."); version = v[1] * 1e6 + v[2] * 1e3 + v[3] } \
  END { print (version < 3001025 ? "-sTOTAL_STACK" : "-sSTACK_SIZE") "=256KB" }')

# ---- the data

build/data/emoji.pack.gz: $(wildcard web/data/*.mjs) web/package-lock.json | tools-build
	@mkdir -p $(@D)
	node web/data/emoji.mjs

build/data/names.pack.gz: $(wildcard web/data/*.mjs) web/package-lock.json | tools-build
	@mkdir -p $(@D)
	node web/data/names.mjs

build/data/mnist.pack.gz: $(wildcard web/data/*.mjs) web/package-lock.json | tools-build
	@mkdir -p $(@D)
	node web/data/mnist.mjs

build/data/cards.json: $(wildcard web/data/*.mjs) web/package-lock.json | tools-build
	@mkdir -p $(@D)
	node web/data/cards.mjs

DATA := $(addprefix build/data/,emoji.pack.gz names.pack.gz mnist.pack.gz cards.json)

# ---- the page

PAGE := $(shell find web -path web/node_modules -prune -o -type f -print)

build/dist.stamp: $(addprefix build/wasm/,contrastive.wasm contrastive-table.wasm \
                    contrastive-threads.wasm bench.wasm) \
                  $(DATA) $(PAGE)
	node web/build.mjs $(if $(SITE),--site $(SITE))
	@touch $@

dist: build/dist.stamp

serve: dist
	node web/serve.mjs

# ---- the tests

# Everything is built before the first test; then the jobs run side by side, the longest first.
BUILT = build/check build/check_threads build/run_steps build/run_steps_threads \
        build/wasm/cases.wasm build/wasm/run_ntxent.wasm build/wasm/read_pack.wasm \
        build/wasm/read_text.wasm dist
CORES := $(shell getconf _NPROCESSORS_ONLN)
RUN_TESTS := node tests/run.mjs

# A browser waits where the engine computes, so they take turns.
LONG := $(addprefix tests/,wasm/tours.mjs wasm/learning_cnn.mjs browser/switch.test.mjs browser/page.test.mjs \
          wasm/golden.mjs browser/foreign.test.mjs browser/hosts.test.mjs wasm/learning.mjs \
          wasm/learning_clip.mjs browser/pointer.test.mjs browser/slow.test.mjs wasm/bits.mjs \
          browser/offline.test.mjs browser/compact.test.mjs browser/runs.test.mjs)
NATIVE := ./build/check ./build/check_threads
IN_WASM := $(addprefix tests/wasm/,cases.mjs memory.mjs names.mjs open.mjs pack.mjs text.mjs)
BITS := $(addprefix tests/wasm/,learning_cnn.mjs learning_clip.mjs learning.mjs golden.mjs bits.mjs \
          methods.mjs threads.mjs table.mjs contrast.mjs labels.mjs listing.mjs listing_clip.mjs \
          listing_words.mjs hero.mjs pace.mjs reads.mjs readings.mjs typed.mjs tours.mjs \
          terms.mjs)
TYPES := 'node web/node_modules/typescript/bin/tsc -p web'
LAYERS := $(foreach what,layers layers_web functions words,'node tests/$(what).mjs')
PAGES := $(wildcard tests/browser/*.test.mjs)

test: tools-test
	@$(MAKE) --no-print-directory -j$(CORES) $(BUILT)
	$(RUN_TESTS) $(LONG) $(NATIVE) $(filter-out $(LONG),$(IN_WASM) $(BITS) $(PAGES)) $(TYPES) $(LAYERS)
	@echo "every test passed"

test-layers: tools-test
	$(RUN_TESTS) $(LAYERS)

# The test cases bring all they need in their own objects, so the engine is linked unchanged.
NATIVE_CASES := $(CASES:tests/c/%.c=build/native/cases/%.o) build/native/cases/main_check.o
CASE_HEADERS := $(wildcard tests/c/*.h tests/golden/*.h) tests/c/suites.def

build/native/cases/%.o: tests/c/%.c $(HEADERS) $(CASE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(MODE) -Itests/c -Itests -Wall -O2 $(shell pkg-config --cflags check) -c $< -o $@

build/threads/native/cases/%.o: tests/c/%.c $(HEADERS) $(CASE_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(MODE) -DCT_THREADS -pthread -Itests/c -Itests -Wall -O2 \
	  $(shell pkg-config --cflags check) -c $< -o $@

build/wasm/cases/%.o: tests/c/%.c $(HEADERS) $(CASE_HEADERS) | tools-test
	$(call to_wasm,-O1 -msimd128,-Itests/c -Itests)

build/check: $(OBJECTS) $(NATIVE_CASES)
	$(CC) $^ $(CHECK) -lm -o $@

# Every case runs again with three threads at work.
build/check_threads: $(OBJECTS:build/native/%=build/threads/native/%) \
                     $(NATIVE_CASES:build/native/%=build/threads/native/%)
	$(CC) -pthread $^ $(CHECK) -lm -o $@

test-native: build/check build/check_threads
	$(RUN_TESTS) $(NATIVE)

# The engine's objects are the ones that the page uses.
build/wasm/cases.wasm: $(ENGINE:src/%.c=build/wasm/%.o) $(CASES:tests/c/%.c=build/wasm/cases/%.o) \
                       build/wasm/cases/main_wasm.o
	$(EMCC) $(WASM) -sINITIAL_MEMORY=256MB $(STACK) $^ -o $@

# 63963136 bytes are 976 pages, the most that fit into 64 MB.
build/wasm/run_ntxent.wasm: build/wasm/cases/run_ntxent.o $(ENGINE:src/%.c=build/wasm/%.o)
	$(EMCC) $(WASM) -sINITIAL_MEMORY=63963136 $(STACK) $^ -o $@

test-wasm: $(addprefix build/wasm/,cases.wasm run_ntxent.wasm read_pack.wasm read_text.wasm \
             contrastive.wasm) $(DATA)
	$(RUN_TESTS) $(IN_WASM)

build/wasm/read_pack.wasm build/wasm/read_text.wasm: build/wasm/%.wasm: build/wasm/cases/%.o \
                                                     $(ENGINE:src/%.c=build/wasm/%.o)
	$(EMCC) $(WASM) $(STACK) $^ -o $@

build/run_steps: $(OBJECTS) tests/c/run_steps.c tests/c/threads.c
	$(CC) $(MODE) -Itests/c -Wall -O2 $^ -o $@

build/run_steps_threads: $(OBJECTS:build/native/%=build/threads/native/%) tests/c/run_steps.c \
                         tests/c/threads.c
	$(CC) $(MODE) -DCT_THREADS -pthread -Itests/c -Wall -O2 $^ -o $@

test-bits: build/run_steps build/run_steps_threads $(DATA) \
           $(addprefix build/wasm/,contrastive.wasm contrastive-table.wasm contrastive-threads.wasm \
             read_text.wasm)
	$(RUN_TESTS) $(BITS)

test-types: tools-test
	$(RUN_TESTS) $(TYPES)

test-page: dist tools-test
	$(RUN_TESTS) $(PAGES)

# This is not part of `make test`, because it needs two more browsers and an X server.
browsers: dist tools-browsers
	node --test --test-reporter=spec tests/browser/others/others.test.mjs

# ---- sanitizers, fuzzing, measurements

SANITIZE := -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

build/check_asan: $(ENGINE) $(HEADERS) $(CASES) tests/c/main_check.c tests/c/suites.def | tools-asan
	@mkdir -p $(@D)
	clang $(MODE) -Itests/c -Itests $(SANITIZE) $(ENGINE) $(CASES) tests/c/main_check.c $(CHECK) \
	  -lm -o $@

asan: build/check_asan
	CK_FORK=no ./build/check_asan

build/fuzz_%: tests/fuzz/fuzz_%.c $(ENGINE) $(HEADERS) | tools-asan
	@mkdir -p $(@D)
	clang $(MODE) -Itests/c $(SANITIZE) -fsanitize=fuzzer $(filter %.c,$^) -o $@

build/fuzz_session: tests/c/drive.c $(addprefix tests/c/,drive.h ct_test.h readings.h sample_pack.h)

fuzz: build/fuzz_checkpoint build/fuzz_pack build/fuzz_session build/fuzz_pieces
	./build/fuzz_checkpoint -max_total_time=$(SECONDS) -max_len=65536
	node tests/fuzz/packs.mjs build/fuzz_packs
	./build/fuzz_pack -max_total_time=$(SECONDS) -max_len=65536 build/fuzz_packs
	./build/fuzz_session -max_total_time=$(SECONDS) -max_len=4096 -len_control=0
	node tests/fuzz/texts.mjs build/fuzz_texts
	./build/fuzz_pieces -max_total_time=$(SECONDS) -max_len=4096 build/fuzz_texts

build/wasm/bench.wasm: tests/bench/kernels.c tests/bench/kernels.h $(ENGINE:src/%.c=build/wasm/%.o)
	$(EMCC) $(MODE) $(WASM) -Itests/bench -sINITIAL_MEMORY=64MB $(STACK) $(filter %.c %.o,$^) -o $@

build/bench_native: tests/bench/native.c tests/bench/kernels.c tests/bench/kernels.h $(OBJECTS)
	$(CC) $(MODE) $(WARNINGS) -Itests/bench -O3 tests/bench/native.c tests/bench/kernels.c \
	  $(OBJECTS) -o $@

bench: dist build/bench_native tools-test
	node tests/bench/bench.mjs $(ONLY)

soak: dist tools-test
	MINUTES=$(MINUTES) SEED=$(SEED) node tests/bench/soak.mjs

# Writes web/article/methods.json; each seed takes about half an hour of one core.
methods: build/run_steps build/wasm/contrastive.wasm $(DATA)
	node tests/bench/methods.mjs $(if $(SEEDS),--seeds $(SEEDS)) $(ONLY)

# Takes the README's picture.
screenshot: dist tools-test
	node tests/browser/screenshot.mjs

# ---- tools that the machine lacks

tools-build tools-test tools-asan tools-browsers: tools-%:
	@.ci/install $*

clean:
	rm -rf build dist web/node_modules
