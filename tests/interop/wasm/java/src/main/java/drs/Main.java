package drs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints the verdicts of the module on the corpus, for compare.py; with {@code ask}, answers the questions on standard input.
 *
 * <p>Arguments: MODULE SCHEMAS CORPUS, or MODULE ask.
 */
public final class Main {
    private static final JsonMapper JSON = new JsonMapper();
    private static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws IOException {
        Engine engine = new Engine(Path.of(arguments[0]));
        if (arguments[1].equals("ask")) {
            answer(engine);
        } else {
            verdicts(engine, Path.of(arguments[1]), Path.of(arguments[2]));
        }
        OUT.flush();
    }

    private static void verdicts(Engine engine, Path schemas, Path corpus) throws IOException {
        try (var files = Files.list(schemas).sorted()) {
            for (Path file : files.toList()) {
                String operation = file.getFileName().toString().replace(".schema.json", "");
                try (var lines = Files.lines(corpus.resolve(operation + ".jsonl"))) {
                    OUT.println(operation + " " + lines.filter(line -> !line.isEmpty())
                        .map(line -> engine.isValid(utf8(JSON.readTree(line).get("document").asString()), operation) ? "1" : "0")
                        .collect(Collectors.joining()));
                }
            }
        }
    }

    /** Reads {@code {"function", "first", "second"}} a line and prints {@code {"text"}} or {@code {"error"}}. */
    private static void answer(Engine engine) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode it = JSON.readTree(line);
            Map<String, String> reply;
            try {
                String text = engine.ask(it.get("function").asString(), utf8(it.get("first").asString()), it.get("second").asString());
                reply = Map.of("text", text);
            } catch (IllegalArgumentException error) {
                reply = Map.of("error", error.getMessage());
            }
            OUT.println(JSON.writeValueAsString(reply));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
