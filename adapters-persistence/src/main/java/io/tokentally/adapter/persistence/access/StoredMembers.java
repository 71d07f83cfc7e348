package io.tokentally.adapter.persistence.access;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The members of the viewer's organization, and the owner's functions that change them. */
interface StoredMembers extends Repository<StoredMember, StoredMember.Key> {

    @Query("""
            from StoredMember member join fetch member.account account
            order by account.displayName, account.userId""")
    List<StoredMember> all();

    @Query("select organization.secondFactorRequired from StoredOrganization organization where organization.id = :id")
    Optional<Boolean> isSecondFactorRequired(String id);

    @NativeQuery("SELECT 1 FROM change_member_role(:userId, :role)")
    int changeRole(String userId, String role);

    @NativeQuery("SELECT 1 FROM remove_member(:userId)")
    int remove(String userId);

    @NativeQuery("SELECT 1 FROM reset_password(:userId, :passwordHash)")
    int resetPassword(String userId, String passwordHash);

    @NativeQuery("SELECT 1 FROM require_second_factor(:required)")
    int requireSecondFactor(boolean required);

    @NativeQuery("SELECT 1 FROM reset_second_factor(:userId)")
    int resetSecondFactor(String userId);

    @NativeQuery("SELECT 1 FROM leave_organization()")
    int leave();

    @NativeQuery("SELECT 1 FROM close_account(:userId)")
    int close(String userId);
}
