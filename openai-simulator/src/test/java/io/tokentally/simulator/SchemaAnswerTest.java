package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SchemaAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"type": "string"}                                        | ""
        {"type": ["string", "null"]}                              | null
        {"type": "string", "nullable": true}                      | null
        {"anyOf": [{"type": "string"}, {"type": "null"}]}         | null
        {"type": "string", "minLength": 2}                        | "--"
        {"type": "string", "format": "date"}                      | "2025-01-01"
        {"type": "string", "format": "email"}                     | "unknown@example.com"
        {"type": "string", "enum": ["low", "high"]}               | "low"
        {"enum": ["low", null]}                                   | null
        {"const": "v1"}                                           | "v1"
        {"type": "integer"}                                       | 0
        {"type": "integer", "minimum": 3}                         | 3
        {"type": "integer", "exclusiveMinimum": 3}                | 4
        {"type": "integer", "maximum": -2}                        | -2
        {"type": "number", "exclusiveMinimum": 0}                 | 0.01
        {"type": "boolean"}                                       | false
        {"type": "null"}                                          | null
        {"type": "array", "items": {"type": "string"}}            | []
        {"type": "array", "minItems": 2, "items": {"type": "integer"}} | [0,0]
        {"type": "object", "properties": {}}                      | {}
        """)
    void whatTheDraftLacksIsPlain(String schema, String expected) {
        String wrapped = "{\"type\": \"object\", \"required\": [\"x\"], \"properties\": {\"x\": " + schema + "}}";

        assertThat(fit(wrapped, "{}")).isEqualTo("{\"x\":" + expected + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"type": "integer"}                                       | "7 years" | 7
        {"type": "integer", "maximum": 5}                         | 9         | 5
        {"type": "number", "multipleOf": 5}                       | 13        | 15
        {"type": "string"}                                        | ["a","b"] | "a, b"
        {"type": "string"}                                        | 4         | "4"
        {"type": "string", "maxLength": 3}                        | "abcdef"  | "abc"
        {"type": "string", "format": "date"}                      | "2019-03" | "2019-03-01"
        {"type": "string", "enum": ["LOW", "HIGH"]}               | "high"    | "HIGH"
        {"type": "array", "items": {"type": "string"}}            | "a\\nb"   | ["a","b"]
        {"type": "array", "maxItems": 1, "items": {"type": "string"}} | ["a","b"] | ["a"]
        {"type": "boolean"}                                       | true      | true
        {"anyOf": [{"type": "null"}, {"type": "integer"}]}        | 3         | 3
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]} | ["a"] | ["a"]
        """)
    void whatTheDraftHasIsConverted(String schema, String value, String expected) {
        String wrapped = "{\"type\": \"object\", \"required\": [\"x\"], \"properties\": {\"x\": " + schema + "}}";

        assertThat(fit(wrapped, "{\"x\": " + value + "}")).isEqualTo("{\"x\":" + expected + "}");
    }

    @Test
    void synonymsMeetTheirDraft() {
        String schema = """
            {"type": "object", "required": ["full_name", "emailAddress", "workExperience"], "properties": {
              "full_name": {"type": "string"}, "emailAddress": {"type": "string"},
              "workExperience": {"type": "array", "items": {"$ref": "#/$defs/Job"}}},
             "$defs": {"Job": {"type": "object", "required": ["employer", "jobTitle"], "properties": {
              "employer": {"type": "string"}, "jobTitle": {"type": "string"}}}}}
            """;
        String draft = """
            {"name": "Ada", "email": "ada@example.com", "experience": [{"company": "Acme", "title": "Engineer"}]}
            """;

        assertThat(fit(schema, draft))
                .isEqualTo("{\"full_name\":\"Ada\",\"emailAddress\":\"ada@example.com\","
                        + "\"workExperience\":[{\"employer\":\"Acme\",\"jobTitle\":\"Engineer\"}]}");
    }

    @Test
    void nestedObjectTakesWhatTheDraftHasAroundIt() {
        String schema = """
            {"type": "object", "required": ["contact"], "properties": {"contact": {"type": ["object", "null"],
              "required": ["email"], "properties": {"email": {"type": "string"}}}}}
            """;

        assertThat(fit(schema, "{\"email\": \"a@b.example\"}")).isEqualTo("{\"contact\":{\"email\":\"a@b.example\"}}");
        assertThat(fit(schema, "{}")).isEqualTo("{\"contact\":null}");
    }

    @Test
    void stringsFillObjectsWithAName() {
        String schema = """
            {"type": "object", "required": ["skills"], "properties": {"skills": {"type": "array", "items":
              {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}}}
            """;

        assertThat(fit(schema, "{\"skills\": [\"Java\"]}")).isEqualTo("{\"skills\":[{\"name\":\"Java\"}]}");
    }

    @Test
    void optionalPropertiesAreLeftOutIfUnknown() {
        String schema = """
            {"type": "object", "properties": {"name": {"type": "string"}, "phone": {"type": "string"}}}
            """;

        assertThat(fit(schema, "{\"name\": \"Ada\"}")).isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void partsOfAllOfAreMerged() {
        String schema = """
            {"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
                       {"type": "object", "required": ["b"], "properties": {"b": {"type": "boolean"}}}]}
            """;

        assertThat(fit(schema, "{}")).isEqualTo("{\"a\":0,\"b\":false}");
    }

    @Test
    void recursionThroughNullableReferencesEnds() {
        String schema = """
            {"type": "object", "required": ["value", "next"], "properties": {"value": {"type": "integer"},
              "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}
            """;

        assertThat(fit(schema, "{}")).isEqualTo("{\"value\":0,\"next\":null}");
    }

    @Test
    void schemasWithoutEndAndDanglingReferencesAreRefused() {
        assertThatThrownBy(() -> fit(
                        "{\"type\": \"object\", \"required\": [\"x\"], \"properties\": {\"x\": {\"$ref\": \"#\"}}}",
                        "{}"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("without end");
        assertThatThrownBy(() -> fit("{\"$ref\": \"#/$defs/None\"}", "{}"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("#/$defs/None");
    }

    @Test
    void scoresAreScaledToTheirMaximum() {
        String schema = """
            {"type": "object", "required": ["score"], "properties": {"score": {"type": "number", "maximum": %s}}}
            """;

        assertThat(fit(schema.formatted("1"), "{\"score\": 80}")).isEqualTo("{\"score\":0.8000}");
        assertThat(fit(schema.formatted("10"), "{\"score\": 80}")).isEqualTo("{\"score\":8.0000}");
        assertThat(fit(schema.formatted("100"), "{\"score\": 80}")).isEqualTo("{\"score\":80}");
    }

    private static String fit(String schema, String draft) {
        return SchemaAnswer.fit(Json.read(schema), (ObjectNode) Json.read(draft))
                .toString();
    }
}
