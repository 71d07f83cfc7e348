package io.tokentally.adapter.rest;

import io.tokentally.domain.budget.BudgetWindow;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** A body that a request brings: a JSON object with these fields and no others. */
sealed interface ApiBody
        permits AlertChannelRequest,
                AlertMuteRequest,
                AlertRuleRequest,
                BudgetRequest,
                EstimateRequest,
                InvitationRequest,
                KeyRenameRequest,
                KeyRequest,
                KeyRotationRequest,
                OrganizationKeyPolicyRequest,
                ProviderKeyRequest,
                RetentionRequest,
                RoleRequest,
                TagDimensionsRequest,
                TimeZoneRequest,
                TokenRequest,
                UsageMailRequest {

    /** What reads bodies: a field that is unknown, doubled or of another type is refused, and nothing is guessed. */
    static JsonMapper mapper() {
        SimpleModule texts = new SimpleModule();
        TextType.ALL.forEach(type -> type.addTo(texts));
        texts.addDeserializer(BudgetForEachJson.Each.class, new BudgetForEachJson.Reader());
        texts.addDeserializer(BudgetWindow.class, new BudgetWindowJson.Reader());
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(texts)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                // Known fields are told in the order that the description has.
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfig(
                        LogicalType.Textual,
                        shapes -> shapes.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }
}
