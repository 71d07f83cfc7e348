package io.tokentally.adapter.usagefile;

import java.util.ArrayList;
import java.util.List;

/** Lines of our own exports, as they were written. */
final class OwnFiles {

    static final String ID = "0199e7a5-1c00-7abc-8def-0123456789ab";

    /** The instant within the id. */
    static final String AT = "2025-10-15T11:33:01.568Z";

    private OwnFiles() {}

    static String jsonLine() {
        return jsonLine(ID);
    }

    static String jsonLine(String id) {
        return """
            {"id":"%s","createdAt":"%s","userId":"member@acme.example","attribution":"context","endpoint":"extract_candidate_info",\
            "operation":"chat.completions","provider":"openai","model":"gpt-4.1-nano","servedModel":"gpt-4.1-nano-2025-04-14",\
            "serviceTier":"standard","inputTokens":10000,"outputTokens":2500,"totalTokens":12500,"usage":"reported",\
            "quantities":{"input_tokens":10000,"output_tokens":2500},"cost":"0.002","currency":"USD","costStatus":"measured",\
            "freeOfCharge":false,"priceVersion":"openai-1","costLines":[{"unit":"input_tokens","quantity":10000,"price":"0.1",\
            "per":1000000,"adjustments":[],"amount":"0.001"},{"unit":"output_tokens","quantity":2500,"price":"0.4","per":1000000,\
            "adjustments":[],"amount":"0.001"}],"responseTimeMs":850,"success":true,"tags":{}}\
            """.formatted(id, AT);
    }

    static String csvHeader() {
        return String.join(",", CsvColumn.HEADERS);
    }

    /** The same call. */
    static String csvLine() {
        List<String> cells = new ArrayList<>();
        for (String header : CsvColumn.HEADERS) {
            cells.add(
                    switch (header) {
                        case "Date" -> "2025-10-15T13:33:01.568+02:00";
                        case "User ID" -> "member@acme.example";
                        case "Endpoint" -> "extract_candidate_info";
                        case "Model" -> "gpt-4.1-nano";
                        case "Input Tokens", "Quantity: input_tokens" -> "10000";
                        case "Output Tokens", "Quantity: output_tokens" -> "2500";
                        case "Total Tokens" -> "12500";
                        case "Total Cost (USD)" -> "0.002";
                        case "Success" -> "true";
                        case "Response Time (ms)" -> "850";
                        case "Cost Status" -> "measured";
                        case "Attribution" -> "context";
                        case "Provider" -> "openai";
                        case "Operation" -> "chat.completions";
                        case "Model Served" -> "gpt-4.1-nano-2025-04-14";
                        case "Service Tier" -> "standard";
                        case "Usage" -> "reported";
                        case "Price Version" -> "openai-1";
                        case "Record ID" -> ID;
                        case "Free of Charge" -> "false";
                        case "Cost Lines (JSON)" -> """
                            "[{""unit"":""input_tokens"",""quantity"":10000,""price"":""0.1"",""per"":1000000,""adjustments"":[],\
                            ""amount"":""0.001""},{""unit"":""output_tokens"",""quantity"":2500,""price"":""0.4"",""per"":1000000,\
                            ""adjustments"":[],""amount"":""0.001""}]\"\
                            """;
                        default -> "";
                    });
        }
        return String.join(",", cells);
    }
}
