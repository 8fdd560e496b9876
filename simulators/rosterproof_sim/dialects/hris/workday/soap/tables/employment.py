"""What somebody works as: jobs, organizations, managers, and whether they do."""

TYPES = """
Worker_Employment_Information_DataType
    Worker_Job_Data Worker_Job_DataType *
    Worker_Status_Data Worker_Status_Detail_DataType
    Worker_Contract_Data Worker_Contract_Detail_DataType
    International_Assignment_Summary_Data International_Assignment_Summary_DataType
Worker_Job_DataType
    Position_Data Position_Detail_DataType
    Position_Organizations_Data Position_Organization_DataType
    Position_Management_Chains_Data Position_Management_Chains_DataType
    @Primary_Job boolean
Position_Detail_DataType
    Position_Reference ->Position_Element
    Headcount_Reference ->Headcount_Restrictions
    Position_ID string
    Position_Title string
    Business_Title string
    Start_Date date
    End_Employment_Date date
    End_Employment_Reason_Reference ->Event_Classification_Subcategory *
    Worker_Type_Reference ->Position_Worker_Type
    Position_Time_Type_Reference ->Position_Time_Type
    Job_Exempt boolean
    Scheduled_Weekly_Hours decimal
    Default_Weekly_Hours decimal
    Working_Time_Frequency_Reference ->Frequency
    Working_Time_Unit_Reference ->Working_Time_Unit
    Working_Time_Value decimal
    Full_Time_Equivalent_Percentage decimal
    Exclude_from_Headcount boolean
    Pay_Rate_Type_Reference ->Pay_Rate_Type
    Job_Classification_Summary_Data Job_Classification_Summary_DataType *
    Company_Insider_Reference ->Company_Insider_Type *
    Work_Shift_Reference ->Work_Shift
    Work_Hours_Profiles_Reference ->Work_Hours_Profile
    Federal_Withholding_FEIN string
    Worker_Compensation_Code_Data Worker_Compensation_Code_DataType *
    Position_Payroll_Reporting_Code_Data Position_Payroll_Reporting_Code_DataType *
    Job_Profile_Summary_Data Job_Profile_in_Position_Summary_DataType
    Business_Site_Summary_Data Location_Summary_DataType
    Payroll_Interface_Processing_Data Position_Payroll_Interface_Detail_DataType
    Regular_Paid_Equivalent_Hours decimal
    Worker_Hours_Profile_Classification string
    International_Assignment_Data International_Assignment_DataType
    Work_Space__Reference ->Location
    Academic_Pay_Setup_Data Academic_Pay_Setup_DataType
    End_Date date
    Pay_Through_Date date
    Collective_Agreement_Summary_Data Collective_Agreement_Summary_DataType *
    Employee_Probation_Period_Summary_Data Employee_Probation_Period_Summary_DataType
    Manager_as_of_last_detected_manager_change_Reference ->Worker *
    @Effective_Date date
Job_Profile_in_Position_Summary_DataType
    Job_Profile_Reference ->Job_Profile
    Job_Exempt boolean
    Management_Level_Reference ->Management_Level
    Job_Category_Reference ->Job_Category
    Job_Family_Reference ->Job_Family *
    Job_Profile_Name string
    Work_Shift_Required boolean
    Critical_Job boolean
    Difficulty_to_Fill_Reference ->Difficulty_to_Fill
Location_Summary_DataType
    Location_Reference ->Location
    Name string
    Location_Type_Reference ->Location_Type *
    Local_Reference ->Locale
    Display_Language_Reference ->User_Language
    Time_Profile_Reference ->Time_Profile
    Scheduled_Weekly_Hours decimal
    Address_Data Address_Information_DataType *
Position_Organization_DataType
    Position_Organization_Data Worker_Organization_Membership_DataType *
    Pay_Group_Assignment_Correct_or_Rescind_Data Pay_Group_Assignment_Correct_or_Rescinded_Organization_DataType *
Worker_Organization_Membership_DataType
    Organization_Reference ->Position_Set
    Organization_Data Organization_Summary_DataType
Organization_Summary_DataType
    Organization_Reference_ID string
    Organization_Code string
    Integration_ID_Data External_Integration_ID_DataType *
    Organization_Name string
    Organization_Type_Reference ->Organization_Type
    Organization_Subtype_Reference ->Organization_Subtype
    Primary_Business_Site_Reference ->Location
    Organization_Support_Role_Data Organization_Support_RoleType
    Date_of_Pay_Group_Assignment date
    Used_in_Change_Organization_Assignments boolean
Position_Management_Chains_DataType
    Position_Supervisory_Management_Chain_Data Worker_Supervisory_Management_Chain_DataType
    Position_Matrix_Management_Chain_Data Worker_Matrix_Management_Chain_DataType
Worker_Supervisory_Management_Chain_DataType
    Management_Chain_Data Management_Chain_DataType *
Management_Chain_DataType
    Organization_Reference ->Organization
    Manager_Reference ->Worker *
Worker_Status_Detail_DataType
    Active boolean
    Active_Status_Date date
    Hire_Date date
    Original_Hire_Date date
    Hire_Reason_Reference ->General_Event_Subcategory
    End_Employment_Date date
    Continuous_Service_Date date
    First_Day_of_Work date
    Expected_Retirement_Date date
    Retirement_Eligibility_Date date
    Retired boolean
    Retirement_Date date
    Seniority_Date date
    Severance_Date date
    Benefits_Service_Date date
    Company_Service_Date date
    Time_Off_Service_Date date
    Vesting_Date date
    Date_Entered_Workforce date
    Days_Unemployed decimal
    Months_Continuous_Prior_Employment decimal
    Terminated boolean
    Termination_Date date
    Pay_Through_Date date
    Primary_Termination_Reason_Reference ->Termination_Subcategory
    Primary_Termination_Category_Reference ->Event_Classification_Category
    Termination_Involuntary boolean
    Secondary_Termination_Reasons_Data Secondary_Termination_DataType *
    Local_Termination_Reason_Reference ->Local_Termination_Reason
    Not_Eligible_for_Hire boolean
    Regrettable_Termination boolean
    Not_Eligible_for_Rehire boolean
    Hire_Rescinded boolean
    Termination_Last_Day_of_Work date
    Resignation_Date date
    Last_Date_for_Which_Paid date
    Expected_Date_of_Return date
    Not_Returning boolean
    Return_Unknown boolean
    Probation_Start_Date date
    Probation_End_Date date
    Leave_Status_Data Leave_Status_Detail_DataType *
    Leave_Requests_Corrected_Data Leave_Requests_Corrected_Detail_DataType *
    Academic_Tenure_Date date
    Rehire boolean
Leave_Status_Detail_DataType
    Leave_Request_Event_Reference ->Leave_Request_Event
    Leave_Request_Description string
    Leave_Return_Event_Reference ->Unique_Identifier
    On_Leave boolean
    Leave_Start_Date date
    Estimated_Leave_End_Date date
    Leave_End_Date date
    First_Day_Of_Work date
    Leave_Last_Day_of_Work date
    Leave_of_Absence_Type_Reference ->Leave_of_Absence_Type
    Benefits_Effect boolean
    Payroll_Effect boolean
    Paid_Time_Off_Accrual_Effect boolean
    Continuous_Service_Accrual_Effect boolean
    Stock_Vesting_Effect boolean
    Leave_Type_Reason_Reference ->Leave_Type_Reason
    Leave_Request_Additional_Fields Leave_Request_Additional_FieldsType
Worker_Organization_DataType
    Worker_Organization_Data Worker_Organization_Membership_DataType *
Worker_Management_Chain_DataType
    Worker_Supervisory_Management_Chain_Data Worker_Supervisory_Management_Chain_DataType
    Worker_Matrix_Management_Chain_Data Worker_Matrix_Management_Chain_DataType
"""
