package drs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A secret text, which is sent as it is and shown as asterisks; the generator is told to use it. */
public record Secret(@JsonValue String value) {
    @JsonCreator
    public Secret {}

    @Override
    public String toString() {
        return "***";
    }
}
