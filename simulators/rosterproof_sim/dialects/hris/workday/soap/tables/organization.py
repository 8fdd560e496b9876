"""Organizations, places and job profiles."""

TYPES = """
Organization_WWSType
    Organization_Reference ->Organization
    Organization_Data Organization_WWS_DataType
Organization_WWS_DataType
    Reference_ID string
    Name string
    Description string
    Organization_Code string
    Include_Manager_in_Name boolean
    Include_Organization_Code_in_Name boolean
    Organization_Type_Reference ->Organization_Type
    Organization_Subtype_Reference ->Organization_Subtype
    Availibility_Date dateTime
    Last_Updated_DateTime dateTime
    Inactive boolean
    Inactive_Date date
    Manager_Reference ->Worker
    Leadership_Reference ->Worker *
    Organization_Owner_Reference ->Organization_Owner
    Organization_Visibility_Reference ->Unique_Identifier
    External_URL_Reference ->External_URL
    External_IDs_Data External_Integration_ID_DataType
    Roles_Data Organization_Roles_WWS_DataType
    Hierarchy_Data Organization_Hierarchy_DataType
    Supervisory_Data Supervisory_Org_DataType
    Integration_Field_Override_Data Document_Field_Result_DataType *
Organization_Hierarchy_DataType
    Top-Level_Organization_Reference ->Organization
    Superior_Organization_Reference ->Organization
    Subordinate_Organization_Reference ->Organization *
    Included_Organization_Reference ->Organization *
    Included_In_Organization_Reference ->Organization *
Supervisory_Org_DataType
    Staffing_Model string
    Location_Reference ->Location
    Organization_Assignments_Data Organization_Assignments_DataType *
    Staffing_Restrictions_Data Position_Group_Restriction_Summary_DataType
    Available_For_Hire boolean
    Hiring_Freeze boolean
Location_ResponseType
    Location_Reference ->Location
    Location_Data Location_iDataType
Location_iDataType
    Location_ID string
    Effective_Date date
    Location_Name string
    Location_Usage_Reference ->Location_Usage *
    Location_Type_Reference ->Location_Type *
    Location_Attribute_Reference ->Location_Attribute *
    Superior_Location_Reference ->Location
    Inactive boolean
    Latitude decimal
    Longitude decimal
    Altitude decimal
    Time_Profile_Reference ->Time_Profile
    Locale_Reference ->Locale
    Display_Language_Reference ->User_Language
    Time_Zone_Reference ->Time_Zone
    Default_Currency_Reference ->Currency
    External_Name string
    Trade_Name string
    Worksite_ID_Code string
    Contact_Data Contact_Information_DataType
    Integration_ID_Data External_Integration_ID_DataType
    Location_Hierarchy_Reference ->Location_Hierarchy *
    Integration_Field_Override_Data Document_Field_Result_DataType *
Job_Profile_Get_DataType
    Job_Profile_Reference ->Job_Profile
    Job_Profile_Data Job_Profile_DataType
Job_Profile_DataType
    Job_Code string
    Effective_Date date
    Job_Profile_Basic_Data Job_Profile_Basic_DataType
    Job_Classification_Data Job_Profile_Job_Classification_DataType *
    Job_Profile_Pay_Rate_Data Job_Profile_Pay_Rate_DataType *
    Job_Profile_Exempt_Data Job_Profile_Exempt_DataType *
    Workers_Compensation_Code_Replacement_Data Workers_Compensation_Replacement_DataType *
    Qualification_Replacement_Data Qualification_Data_for_Position_Restriction_or_Job_ProfileType
    Integration_Field_Override_Data Document_Field_Result_DataType *
    Job_Profile_Compensation_Data Job_Profile_Compensation_DataType
Job_Profile_Basic_DataType
    Inactive boolean
    Job_Title string
    Include_Job_Code_in_Name boolean
    Job_Profile_Private_Title string
    Job_Profile_Summary string
    Job_Description string
    Work_Shift_Required boolean
    Public_Job boolean
    Management_Level_Reference ->Management_Level
    Job_Category_Reference ->Job_Category
    Job_Level_Reference ->Job_Level
    Job_Family_Data Job_Profile_Job_Family_DataType *
    Company_Insider_Data Company_Insider_Job_Profile_DataType *
    Critical_Job boolean
    Difficulty_to_Fill_Reference ->Difficulty_to_Fill
    Restrict_to_Country_Reference ->Country *
"""
