"""Facts about plaid-python: the fields of a create request that take a member of an enum class.

Source: ``openapi_types`` of its models. All versions from 22 to 46 agree on these; what only some
of them check is left out. A test compares the table with the installed package.
"""

from __future__ import annotations

ENUMS = {
    "country_codes[]": "CountryCode",
    "products[]": "Products",
    "required_if_supported_products[]": "Products",
    "optional_products[]": "Products",
    "additional_consented_products[]": "Products",
    "account_filters.depository.account_subtypes[]": "DepositoryAccountSubtype",
    "account_filters.credit.account_subtypes[]": "CreditAccountSubtype",
    "account_filters.loan.account_subtypes[]": "LoanAccountSubtype",
    "account_filters.investment.account_subtypes[]": "InvestmentAccountSubtype",
    "account_filters.other.account_subtypes[]": "OtherAccountSubtype",
    "employment.employment_source_types[]": "EmploymentSourceType",
    "income_verification.income_source_types[]": "IncomeVerificationSourceType",
    "income_verification.payroll_income.flow_types[]": "IncomeVerificationPayrollFlowType",
    "income_verification.payroll_income.parsing_config[]": "IncomeVerificationDocParsingConfig",
    "income_verification.stated_income_sources[].category": "UserStatedIncomeSourceCategory",
    "income_verification.stated_income_sources[].pay_type": "UserStatedIncomeSourcePayType",
    "income_verification.stated_income_sources[].pay_frequency": "UserStatedIncomeSourceFrequency",
    "hosted_link.delivery_method": "HostedLinkDeliveryMethod",
}
"""The enum class by the field, where ``[]`` is an entry of an array."""
