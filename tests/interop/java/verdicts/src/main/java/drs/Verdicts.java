package drs;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Prints the verdicts of networknt's validator on the corpus, for compare.py. */
public final class Verdicts {
    private static final JsonMapper JSON = new JsonMapper();

    public static void main(String[] arguments) throws IOException {
        Path corpus = Path.of(arguments[1]);
        try (var files = Files.list(Path.of(arguments[0])).sorted()) {
            for (Path file : files.toList()) {
                String operation = file.getFileName().toString().replace(".schema.json", "");
                SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
                Schema schema = registry.getSchema(Files.readString(file), InputFormat.JSON);
                String digits;
                try (var lines = Files.lines(corpus.resolve(operation + ".jsonl"))) {
                    digits = lines.filter(line -> !line.isEmpty()).map(line -> digit(schema, line)).collect(Collectors.joining());
                }
                System.out.println(operation + " " + digits);
            }
        }
    }

    private static String digit(Schema schema, String line) {
        String document = JSON.readTree(line).get("document").asString();
        try {
            return schema.validate(document, InputFormat.JSON).isEmpty() ? "1" : "0";
        } catch (JacksonException | IllegalArgumentException error) {
            return "0";
        }
    }
}
