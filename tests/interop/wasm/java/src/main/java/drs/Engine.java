package drs;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The validator's WebAssembly module in Java, by Chicory: no native code, no process. It serves one thread at a time. */
public final class Engine {
    /** Bytes of an answer before its text: its status and its length. */
    private static final int HEADER = 8;

    /** The status of an answer that says why there is none. */
    private static final int UNANSWERABLE = 2;

    private final Instance instance;
    private final ExportFunction alloc;
    private final ExportFunction release;
    private final ExportFunction check;

    /** Loads the module at a path. */
    public Engine(Path module) {
        instance = Instance.builder(Parser.parse(module)).withMachineFactory(MachineFactoryCompiler::compile).build();
        alloc = instance.export("alloc");
        release = instance.export("release");
        check = instance.export("check");
    }

    /** Whether a JSON document is a valid request of an operation; of the one that its shape shows, if that is empty. */
    public boolean isValid(byte[] text, String operation) {
        return call(check, text, operation, status -> {
            if (status == UNANSWERABLE) {
                throw new IllegalArgumentException("there is no operation `" + operation + "`");
            }
            return status == 0;
        });
    }

    /** The report on a text with settings in JSON, such as {@code {"format": "human"}}. */
    public String report(byte[] text, String settings) {
        return ask("report", text, settings);
    }

    /** A text after its automatic fixes, as {@code {"text": …, "fixed": …, "refused": …}}. */
    public String fix(byte[] text, String settings) {
        return ask("fix", text, settings);
    }

    /** What an id, a field, an operation, a state or an error code means, in the format {@code human} or {@code json}. */
    public String explain(String topic, String format) {
        return ask("explain", topic.getBytes(StandardCharsets.UTF_8), format);
    }

    String ask(String function, byte[] first, String second) {
        return call(instance.export(function), first, second, address -> {
            Memory memory = instance.memory();
            int status = memory.readInt(address);
            int length = memory.readInt(address + 4);
            String text = memory.readString(address + HEADER, length);
            release.apply(address, HEADER + length);
            if (status == UNANSWERABLE) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    private interface Result<T> {
        T of(int number);
    }

    private <T> T call(ExportFunction function, byte[] first, String second, Result<T> result) {
        byte[] other = second.getBytes(StandardCharsets.UTF_8);
        int size = first.length + other.length;
        int address = (int) alloc.apply(size)[0];
        try {
            instance.memory().write(address, first);
            instance.memory().write(address + first.length, other);
            return result.of((int) function.apply(address, first.length, address + first.length, other.length)[0]);
        } finally {
            release.apply(address, size);
        }
    }
}
