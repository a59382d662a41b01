"""Which column of the facts is which value of the return: read one way, written the other.

A name with `+` is no column of the return but made of where the row stands: an id, a period of
care, or one value of several in a row. `_on` is a date that was read. Children looked after are
rows of the tables below; what the Standard Safeguarding Dataset has no column for is ours.

An episode says three things at once, which the dataset keeps apart: the episode, the legal status
under which it runs, and the placement. A placement lasts over episodes that follow each other
without a gap where only the legal status changed (RNE is L) and nothing of it differs.
"""

COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    # Everybody whom a table names; who is in no Header has a date of birth at most.
    "ssd_person": (
        "Header",
        {
            "pers_person_id": "CHILD",
            "pers_sex": "SEX",
            "pers_ethnicity": "ETHNIC",
            "pers_dob": "DOB_on",
            "lscp_upn": "UPN",
            "lscp_mother": "MOTHER",
        },
    ),
    "ssd_mother": (  # of a MOTHER whose child has a date of birth
        "Header",
        {
            "moth_table_id": "+M",
            "moth_person_id": "CHILD",
            "moth_childs_person_id": "+M",
            "moth_childs_dob": "MC_DOB_on",
        },
    ),
    "ssd_immigration_status": (  # whoever came alone: in the table UASC, or said so in the Header
        "UASC",
        {
            "immi_immigration_status_id": "+U",
            "immi_person_id": "CHILD",
            "immi_immigration_status": "+alone",
            "immi_immigration_status_end_date": "DUC_on",
        },
    ),
    "ssd_cla_episodes": (
        "Episodes",
        {
            "clae_cla_episode_id": "+E",
            "clae_person_id": "CHILD",
            "clae_cla_id": "+C",
            "clae_cla_placement_id": "+P",
            "clae_cla_episode_start_date": "DECOM_on",
            "clae_cla_episode_start_reason": "RNE",
            "clae_cla_primary_need_code": "CIN",
            "clae_cla_episode_ceased_date": "DEC_on",
            "clae_cla_episode_ceased_reason": "REC",
            "clae_entered_care_date": "+entered",
            "lscp_home_postcode": "HOME_POST",
        },
    ),
    "ssd_legal_status": (  # one for each episode, from its start to its end
        "Episodes",
        {
            "lega_legal_status_id": "+E",
            "lega_person_id": "CHILD",
            "lega_legal_status": "LS",
            "lega_legal_status_start_date": "DECOM_on",
            "lega_legal_status_end_date": "DEC_on",
        },
    ),
    "ssd_cla_placement": (
        "Episodes",
        {
            "clap_cla_placement_id": "+P",
            "clap_cla_id": "+C",
            "clap_person_id": "CHILD",
            "clap_cla_placement_start_date": "+placed",
            "clap_cla_placement_end_date": "+left",
            "clap_cla_placement_type": "PLACE",
            "clap_cla_placement_provider": "PLACE_PROVIDER",
            "clap_cla_placement_urn": "URN",
            "clap_cla_placement_postcode": "PL_POST",
            "clap_cla_placement_change_reason": "REASON_PLACE_CHANGE",
            "clap_cla_placement_distance": "PL_DISTANCE",
            "lscp_placement_authority": "PL_LA",
            "lscp_placement_location": "PL_LOCATION",
        },
    ),
    "ssd_cla_reviews": (
        "Reviews",
        {
            "clar_cla_review_id": "+R",
            "clar_cla_id": "+C",
            "clar_cla_review_date": "REVIEW_on",
            "clar_cla_review_participation": "REVIEW_CODE",
            "lscp_person_id": "CHILD",
        },
    ),
    # Who is in OC2 was looked after for the whole year; what it asks has no dates.
    "lscp_cla_outcomes": ("OC2", {"lscp_person_id": "CHILD", "lscp_convicted": "CONVICTED"}),
    "ssd_cla_health": (  # one for each of `CHECKS` that has an answer
        "OC2",
        {
            "clah_health_check_id": "+H",
            "clah_person_id": "CHILD",
            "clah_health_check_type": "+check",
            "clah_health_check_status": "+status",
        },
    ),
    "ssd_cla_immunisations": (
        "OC2",
        {"clai_person_id": "CHILD", "clai_immunisations_status": "IMMUNISATIONS"},
    ),
    "ssd_cla_substance_misuse": (
        "OC2",
        {
            "clas_substance_misuse_id": "+S",
            "clas_person_id": "CHILD",
            "clas_substance_misused": "SUBSTANCE_MISUSE",
            "clas_intervention_received": "INTERVENTION_RECEIVED",
            "lscp_intervention_offered": "INTERVENTION_OFFERED",
        },
    ),
    "ssd_sdq_scores": (
        "OC2",
        {
            "csdq_table_id": "+Q",
            "csdq_person_id": "CHILD",
            "csdq_sdq_score": "SDQ_SCORE",
            "csdq_sdq_reason": "SDQ_REASON",
        },
    ),
    "ssd_care_leavers": (
        "OC3",
        {
            "clea_table_id": "+L",
            "clea_person_id": "CHILD",
            "clea_care_leaver_in_touch": "IN_TOUCH",
            "clea_care_leaver_activity": "ACTIV",
            "clea_care_leaver_accommodation": "ACCOM",
        },
    ),
    "ssd_permanence": (  # a row of AD1, or of PlacedAdoption, whose columns are `PLACED_ADOPTION`
        "AD1",
        {
            "perm_table_id": "+A",
            "perm_person_id": "CHILD",
            "perm_adm_decision_date": "DATE_INT_on",
            "perm_matched_date": "DATE_MATCH_on",
            "perm_adopted_by_carer_flag": "FOSTER_CARE",
            "perm_number_of_adopters": "NB_ADOPTR",
            "perm_adopter_sex": "SEX_ADOPTR",
            "perm_adopter_legal_status": "LS_ADOPTR",
        },
    ),
    "ssd_cla_previous_permanence": (
        "PrevPerm",
        {
            "lapp_table_id": "+V",
            "lapp_person_id": "CHILD",
            "lapp_previous_permanence_option": "PREV_PERM",
            "lapp_previous_permanence_la": "LA_PERM",
            "lapp_previous_permanence_order_date": "DATE_PERM",
        },
    ),
    "ssd_missing": (
        "Missing",
        {
            "miss_table_id": "+N",
            "miss_person_id": "CHILD",
            "miss_missing_episode_type": "MISSING",
            "miss_missing_episode_start_date": "MIS_START_on",
            "miss_missing_episode_end_date": "MIS_END_on",
        },
    ),
    "ssd_involvements": (
        "SWEpisodes",
        {
            "invo_involvements_id": "+W",
            "invo_person_id": "CHILD",
            "invo_professional_id": "SW_ID",
            "invo_professional_role_id": "+role",
            "invo_involvement_start_date": "SW_DECOM_on",
            "invo_involvement_end_date": "SW_DEC_on",
            "invo_worker_change_reason": "SW_REASON",
        },
    ),
    "lscp_deprivations": (
        "DoLo",
        {
            "lscp_deprivation_id": "+O",
            "lscp_person_id": "CHILD",
            "lscp_start_date": "DOLO_START_on",
            "lscp_end_date": "DOLO_END_on",
        },
    ),
}

PLACED_ADOPTION = {
    "perm_table_id": "+A",
    "perm_person_id": "CHILD",
    "perm_placed_for_adoption_date": "DATE_PLACED_on",
    "perm_decision_reversed_date": "DATE_PLACED_CEASED_on",
    "perm_decision_reversed_reason": "REASON_PLACED_CEASED",
}
"""Columns of `ssd_permanence` that come from the table PlacedAdoption."""

CHECKS = ("HEALTH_ASSESSMENT", "TEETH_CHECK", "HEALTH_CHECK")
"""Columns of OC2 that are rows of `ssd_cla_health`, under their names, each with Y or N.

HEALTH_CHECK is the development check of those under five.
"""
FLAGS = frozenset((
    "MOTHER", "FOSTER_CARE", "CONVICTED", "IMMUNISATIONS", "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED", *CHECKS,
))  # fmt: skip
"""Columns whose 1 and 0 stand as Y and N in the facts; any other code stands as it is."""
ALONE, SOCIAL_WORKER = "UASC", "social worker"
"""What stands as `+alone` and as `+role`."""
